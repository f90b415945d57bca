"""What the doctor says about one thing."""

from dataclasses import dataclass

OK, WARN, FAIL = "ok", "warn", "fail"


@dataclass(frozen=True)
class Finding:
    """``grade`` is ok, warn or fail; ``subject`` one word; ``words`` what was seen."""

    grade: str
    subject: str
    words: str
