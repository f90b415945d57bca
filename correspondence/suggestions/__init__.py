"""What does this letter answer, and what does it do? Suggestions with reasons; nothing is linked by itself.

The only door: `suggest` for a letter that is stored or still being typed, `suggest_acts` for the passages of a text.
"""

from .asking import Asking, PassageSuggestion, Suggestion
from .engine import suggest
from .passages import suggest_acts

__all__ = ["Asking", "PassageSuggestion", "Suggestion", "suggest", "suggest_acts"]
