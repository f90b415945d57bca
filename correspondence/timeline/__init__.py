"""What did these two parties say to each other, in order, and what does each exchange answer?

``read_timeline`` reads one page of a bilateral timeline, ``read_pairs`` the list of all of them. Both return frozen
dataclasses, ask the database the same number of questions whatever the number of rows, and know only what the reader may.
"""

from .asked import TimelineForm
from .exchanges import read_exchanges
from .feed import Feed, FeedEntry, read_feed
from .pairs import PairList, canonical_order, read_pairs
from .reading import exchanges_of, read_parties, read_timeline
from .timeline import Timeline

__all__ = [
    "Feed",
    "FeedEntry",
    "PairList",
    "Timeline",
    "TimelineForm",
    "canonical_order",
    "exchanges_of",
    "read_exchanges",
    "read_feed",
    "read_pairs",
    "read_parties",
    "read_timeline",
]
