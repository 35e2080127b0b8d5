"""What the present state of an application proves, entered as rows of its own."""

from __future__ import annotations

from collections.abc import Mapping

from data.exports.row_builder import RowBuilder
from data.exports.table_rows import ExportRow
from data.imports.choices import Choices
from data.schema import vocabulary
from data.schema.vocabulary import Meaning

REACHED = ("screen", "interview", "final", "offer", "accepted", "rejected", "withdrawn")
REPLIED = ("reply", "interview", "offer", "rejection")


def read_status(text: str, choices: Choices) -> Meaning:
    """What a status means: as the person said, else as the vocabulary knows it."""
    chosen = choices.words.get(("status", text))
    return Meaning(chosen) if chosen else vocabulary.meaning("status", text)


def was_sent(status: Meaning) -> bool:
    """Whether an application with this status was ever sent; an unknown one was."""
    return status.key is None or vocabulary.state(status.key).sent


def enter_status(
    builder: RowBuilder,
    row: ExportRow,
    status: Meaning,
    since: str,
    touch: int,
    whom: Mapping[str, str],
    answered: bool = False,
) -> None:
    """The steps that a status proves and the answer that must have come, since a day, beside the touch they follow.

    The day of an end is not the day of what came before it: that is not known. `answered`: the answer is entered
    already.
    """
    if status.key is None:
        return
    state = vocabulary.state(status.key)
    dated = {state.proves: "" if state.ended else since, status.implies: "", state.ended: since}
    for kind, at in dated.items():
        if kind in REACHED:
            builder.enter(row, event="milestone", kind=kind, at=at, **whom)
    if state.answer in REPLIED and not answered:
        builder.enter(row, event="reply", kind=state.answer, at=since, touch=str(touch), **whom)
