"""What waits on the desk today: what is owed, what is new, what has been open or quiet for longest."""

from .deadlines import DueDay, read_deadlines
from .today import Tally, Today, read_today

__all__ = ["DueDay", "Tally", "Today", "read_deadlines", "read_today"]
