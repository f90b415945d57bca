"""What waits on the desk today: what is owed, what is new, what has been open or quiet for longest."""

from .today import Tally, Today, read_today

__all__ = ["Tally", "Today", "read_today"]
