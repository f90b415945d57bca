"""The only door to the models: ``from correspondence.models import Letter``."""

from .access import Audience, Clearance, Desk, Level, Reader, Scoped
from .attachments import Attachment
from .calendar_keys import CalendarKey
from .deadlines import Deadline
from .dialogues import DialogueChange, DialogueState
from .journal import JournalEntry, Recorded
from .labels import Label, LetterLabel
from .letters import Letter, LetterForm
from .links import Link
from .not_the_same import NotTheSame
from .pairs import LetterPair
from .participations import Participation
from .parties import FormerAddress, Party, PartyName, Succession
from .positions import Position
from .proposals import Addressee, Proposal, Proposer, Tabling
from .readings import DateReading
from .responses import Response
from .sources import AwaitedLink, PartyKey
from .standings import Standing
from .texts import Passage, Text
from .tokens import ApiToken, GivenAnswer
from .topics import ContextEvent, EventLink, EventParty, EventTopic, Framework, Topic
from .unsent import Unsent

__all__ = [
    "Addressee",
    "ApiToken",
    "Attachment",
    "Audience",
    "AwaitedLink",
    "CalendarKey",
    "Clearance",
    "ContextEvent",
    "DateReading",
    "Deadline",
    "Desk",
    "DialogueChange",
    "DialogueState",
    "EventLink",
    "EventParty",
    "EventTopic",
    "FormerAddress",
    "Framework",
    "GivenAnswer",
    "JournalEntry",
    "Label",
    "Letter",
    "LetterForm",
    "LetterLabel",
    "LetterPair",
    "Level",
    "Link",
    "NotTheSame",
    "Participation",
    "Party",
    "PartyKey",
    "PartyName",
    "Passage",
    "Position",
    "Proposal",
    "Proposer",
    "Reader",
    "Recorded",
    "Response",
    "Scoped",
    "Standing",
    "Succession",
    "Tabling",
    "Text",
    "Topic",
    "Unsent",
]
