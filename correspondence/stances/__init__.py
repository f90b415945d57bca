"""What does each party hold on a topic, since when, and has it really not changed?

``listed_positions`` is a page of every statement on file; ``read_topic`` puts the parties side by side on one topic. Both
know only what the reader may see, in a number of queries that does not depend on how much there is.
"""

from .lists import Stance, Statement, listed_positions
from .topics import TopicStances, read_topic

__all__ = ["Stance", "Statement", "TopicStances", "listed_positions", "read_topic"]
