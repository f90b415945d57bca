"""What a file of ours says of parties, topics, formats of cooperation and forms, before the letters that name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from correspondence.formats.named import FormRecord, FrameworkRecord, Named, PartyRecord, TopicRecord
from correspondence.formats.record import Problem
from correspondence.models import Audience, Framework, LetterForm, Party, PartyKey, Topic

from .linking import letters_named
from .matching import NOT_GIVEN, Vocabulary
from .storing import short_date

MODELS: dict[type[Any], type[Any]] = {PartyRecord: Party, TopicRecord: Topic, FrameworkRecord: Framework}
PLAIN: dict[type[Any], tuple[str, ...]] = {
    PartyRecord: ("name", "short_name", "kind", "code"),
    TopicRecord: ("name",),
    FrameworkRecord: ("name", "kind", "symbol", "note"),
}
KEYS: dict[type[Any], dict[str, type[Any]]] = {
    PartyRecord: {"parent": Party, "seat": Party},
    TopicRecord: {"parent": Topic},
    FrameworkRecord: {"parent": Framework, "party": Party},
}


class Names:
    """The named things of one import; what is on record under the same slug or code is that, and stays as it is."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.established: list[tuple[Any, str]] = []

    def add(self, record: Named) -> Iterator[Problem]:
        """Store a thing that is new; yield what keeps it out."""
        yield from record.problems
        if any(problem.fatal for problem in record.problems):
            return
        try:
            self._form(record) if isinstance(record, FormRecord) else self._keep(record)
        except ValidationError as error:
            words = "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
            yield Problem(words, type(record).__name__.removesuffix("Record").lower(), getattr(record, "slug", ""),
                          record.line, record.element)  # fmt: skip

    def settle(self) -> None:
        """Name the letters that established formats of cooperation, now that they are there."""
        known = letters_named({key for _row, key in self.established}, self.words)
        for row, key in self.established:
            letters = [letter for letter in known.get(key, ()) if row.audience.covers(letter.audience)]
            if letters and row.established_by_id is None:
                row.established_by_id = letters[0].pk
                row.save(by=self.words.by, verb="imported")
        self.established.clear()

    def _form(self, record: FormRecord) -> None:
        # Which forms there are is decided by those who keep the installation, never by an upload.
        if record.code not in self.words.forms and self.words.reader is None:
            row = LetterForm(code=record.code, label=record.label, oral=record.oral)
            row.full_clean()
            row.save()
            self.words.forms[record.code] = row

    def _keep(self, record: Any) -> None:
        model, words = MODELS[type(record)], self.words
        if beyond := words.beyond(record.level, record.desk):
            raise ValidationError({beyond: NOT_GIVEN})
        level, desk = words.levels.get(record.level, words.level), words.desks.get(record.desk, words.desk)
        audience = words.audience(level, desk)
        row = model.objects.known_to(audience).filter(slug=record.slug).select_related("audience__level").first()
        if row is None:
            row = model(slug=record.slug, level=level, desk=desk,
                        **{name: getattr(record, name) for name in PLAIN[type(record)]})  # fmt: skip
            for name, of in KEYS[type(record)].items():
                setattr(row, name, self._at(of, getattr(record, name), audience))
            if isinstance(record, PartyRecord):
                row.existed = short_date(record.existed)
            row.full_clean(validate_unique=False)
            row.save(by=words.by, verb="imported")
        if isinstance(record, PartyRecord):
            self._learn(row, record)
        if isinstance(record, FrameworkRecord) and record.established_by:
            self.established.append((row, record.established_by))

    def _learn(self, row: Party, record: PartyRecord) -> None:
        held = set(row.keys.values_list("key", flat=True)) if record.keys else set()
        for key in record.keys:
            if key not in held:
                PartyKey(party=row, key=key).save(by=self.words.by, verb="imported")

    def _at(self, model: type[Any], slug: str, audience: Audience) -> Any:
        return model.objects.known_to(audience).filter(slug=slug).first() if slug else None
