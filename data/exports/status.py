"""What the present state of an application proves, entered as rows of its own."""

from __future__ import annotations

from collections.abc import Mapping

from data.exports.row_builder import RowBuilder
from data.exports.table_rows import ExportRow
from data.imports.choices import Choices
from data.schema import vocabulary
from data.schema.phrases import MEETINGS, STEPS
from data.schema.vocabulary import Meaning
from data.schema.word_lookup import look_up_word

REPLIED = ("reply", "interview", "offer", "rejection")


def read_status(text: str, choices: Choices) -> Meaning:
    """What a status means: as the person said, else as the vocabulary knows it."""
    return look_up_word("status", text, choices.words)


def was_sent(status: Meaning) -> bool:
    """Whether an application with this status was ever sent; an unknown one was."""
    return status.key is None or vocabulary.state(status.key).sent == "yes"


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

    The day of an end is not the day of what came before it: that is not known. Nor is the day on which an interview
    became the status that of the reply which invited to it. `answered`: the answer is entered already.
    """
    if status.key is None:
        return
    state = vocabulary.state(status.key)
    dated: dict[str | None, str] = {state.proves: "" if state.ended else since}
    dated |= dict.fromkeys(status.named, "")
    dated[state.ended] = since
    for kind, at in dated.items():
        if kind in STEPS:
            builder.enter(row, event="milestone", kind=kind, at=at, **whom)
    reply = "interview" if MEETINGS.intersection(status.named) else state.answer
    if reply in REPLIED and not answered:
        at = since if reply in ("reply", "rejection") else ""
        builder.enter(row, event="reply", kind=reply, at=at, touch=str(touch), **whom)
