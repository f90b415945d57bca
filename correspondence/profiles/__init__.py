"""What is on file about a party, a topic or a framework?

One page each: who or what it is, and the letters, offers and positions that belong to it, the newest first and never more
than fit on a page. Everything is what the reader may see, in a number of queries that does not depend on how much there is.
"""

from .frameworks import FrameworkProfile, read_framework
from .parties import PartyProfile, led_on, listed_parties, read_party
from .topics import TopicProfile, read_topic_list, read_topic_profile

__all__ = [
    "FrameworkProfile",
    "PartyProfile",
    "TopicProfile",
    "led_on",
    "listed_parties",
    "read_framework",
    "read_party",
    "read_topic_list",
    "read_topic_profile",
]
