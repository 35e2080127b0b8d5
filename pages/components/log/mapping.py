"""What the columns and the words of a file mean: as guessed, and as the person corrects it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Pairs
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

import pandas as pd
import streamlit as st

from analysis import wording
from data.exports.export import Export
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.log import ImportedLog
from data.imports.report import UnknownWord, WordReading
from data.schema import follow_ups, vocabulary
from data.schema.mapping import CANONICAL, EXTRA, Mapping, propose_mapping
from data.schema.word_lookup import UNKNOWN
from pages import session
from pages.components.answers import escaping
from pages.components.log import saved_mapping, table_choice

Word = TypeVar("Word", UnknownWord, WordReading)
Chosen: TypeAlias = dict[tuple[str, str], str]
"""A column of the log and a text in it → what the person says that it means."""


def show_columns(log: ImportedLog) -> None:
    """The meaning of each column of the file, to be changed."""
    with st.expander(_title(log)):
        _edit_meanings(log.sheet, log.mapping, log.choices)
        saved_mapping.show_saved_mapping(log.export, log.choices)


def show_missing_fields(log: ImportedLog) -> None:
    """The fields that the file lacks though answers depend on them, and which columns may hold them."""
    report = log.report
    if report.missing and not report.about:
        sentences = [escaping.escape_markdown(field.as_text()) for field in report.missing]
        if any(field.columns for field in report.missing):
            sentences.append(f"Say so under “{_title(log)}” below.")
        st.info("\n\n".join(sentences), title="Not recorded")


def warn_without_dates(log: ImportedLog) -> None:
    """Warn where no column was read as the day of a touch: without one nothing can be timed."""
    made = log.report.made
    if made["touches"] and not made["dated"] and not log.report.about:
        st.warning(
            "No column was read as the day you did something, so nothing can be timed. If your file has such a "
            "column, say which one it is under the columns below.",
            title="No dates",
        )


def show_columns_of_unusable() -> None:
    """The columns of a file that can't be imported yet. Raises LogError for a file that holds no table."""
    now, sheet = session.current_upload.current_upload(), session.uploads.sheet()
    if now is not None and sheet is not None:
        table_choice.choose_table(sheet.parts, sheet.part)
        _edit_meanings(sheet, propose_mapping(sheet.header, now.choices.columns), now.choices)
        saved_mapping.show_saved_mapping(Export("", sheet), now.choices)


def show_unknown_words(log: ImportedLog) -> None:
    """The words without a meaning yet, each with a meaning to choose."""
    unknown = log.report.unknown
    if not unknown:
        return
    with st.expander(f"Words to explain: {len(unknown):,}", expanded=any(word.proposed for word in unknown)):
        st.text(
            "These words are not in the app's lists. They are kept as you wrote them; an unknown channel or kind of "
            "follow-up counts as “Other”. Choose what they mean, or leave them."
        )
        _choose_meanings(log, unknown, _edit_words, "Use these meanings")


def show_readings(log: ImportedLog) -> None:
    """The texts that were read from their words, each with what it was taken for, to be changed."""
    readings = log.report.readings
    if not readings:
        return
    with st.expander(f"Read from your words: {len(readings):,}"):
        st.text(
            "These aren't in the app's lists, but their words are. Correct any that's wrong, or choose “Not known”."
        )
        _choose_meanings(log, readings, _edit_readings, "Use these readings")


def _choose_meanings(
    log: ImportedLog, words: Sequence[Word], edit: Callable[[str, list[Word]], Chosen], button: str
) -> None:
    """Let the meanings of some words be chosen, column by column, and read the file again with them."""
    chosen: Chosen = {}
    for field in dict.fromkeys(word.field for word in words):
        chosen |= edit(field, [word for word in words if word.field == field])
    if st.button(button, disabled=not chosen):
        session.uploads.apply_choices(replace(log.choices, words={**log.choices.words, **chosen}))
        st.rerun()


def _edit_readings(field: str, readings: list[WordReading]) -> Chosen:
    """The meanings chosen in place of those that were read, in one column."""
    edited = _edit_texts(
        readings,
        [reading.key for reading in readings],
        [*vocabulary.keys(vocabulary.kind_in(field)), UNKNOWN],
        f"readings {field}",
        named=[", ".join(map(wording.choice, reading.named)) for reading in readings],
    )
    meant = {reading.text: reading.key for reading in readings}
    return {(field, text): key for text, key in edited.items() if key != meant[text]}


def _title(log: ImportedLog) -> str:
    number = len(log.mapping.names)
    return f"What your {wording.count(number, 'column')} {'means' if number == 1 else 'mean'}"


def _edit_meanings(sheet: Sheet, mapping: Mapping, choices: Choices) -> None:
    meanings = {name: meaning or EXTRA for name, meaning in mapping.meanings.items()}
    kinds = [follow_ups.read_meaning(meaning) or (None, None) for meaning in meanings.values()]
    table = pd.DataFrame(
        {
            "column": list(meanings),
            "example": [_first_value(sheet, index) for index in range(len(meanings))],
            "means": [meaning.partition("/")[0] for meaning in meanings.values()],
            "strategy": [strategy for strategy, _ in kinds],
            "channel": [channel for _, channel in kinds],
        }
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["column", "example"],
        column_config={
            "column": st.column_config.TextColumn("Your column"),
            "example": st.column_config.TextColumn("First value"),
            "means": st.column_config.SelectboxColumn(
                "Means",
                options=[
                    key for key in wording.MEANING_LABELS if key in (*CANONICAL, EXTRA, follow_ups.FOLLOW_UP)
                ],
                format_func=lambda key: wording.meaning(str(key)),
                required=True,
            ),
            **{
                kind: st.column_config.SelectboxColumn(
                    title,
                    options=vocabulary.keys(kind),
                    format_func=lambda key: wording.name(str(key)),
                    help="Of a column of follow-ups that you sent.",
                )
                for kind, title in (("strategy", "What for"), ("channel", "How"))
            },
        },
        key="mapping",
    )
    rows = edited[["column", "means", "strategy", "channel"]].itertuples(index=False)
    changed = _changed_meanings(meanings, {name: _meaning_of(*said) for name, *said in rows})
    if st.button("Read the file this way", disabled=not changed):
        session.uploads.apply_choices(replace(choices, columns={**choices.columns, **changed}))
        st.rerun()
    st.caption(
        "Double-click a meaning to change it. For a follow-up that you sent, say what it was for, and how. What is "
        "“something else” is kept, and nothing is lost."
    )


def _meaning_of(means: str, strategy: Any, channel: Any) -> str:
    """The meaning that is chosen for a column: of follow-ups, with their strategy and channel."""
    if means != follow_ups.FOLLOW_UP:
        return means
    return follow_ups.write_meaning(
        *(said if isinstance(said, str) else None for said in (strategy, channel))
    )


def _edit_words(field: str, unknown: list[UnknownWord]) -> Chosen:
    """The meanings chosen for the unknown words of one column."""
    options = vocabulary.keys(vocabulary.kind_in(field))
    edited = _edit_texts(unknown, [word.proposed for word in unknown], options, f"words {field}")
    return {(field, text): key for text, key in edited.items()}


def _edit_texts(
    words: Sequence[Word],
    means: Sequence[str | None],
    options: Sequence[str],
    key: str,
    named: Sequence[str] | None = None,
) -> dict[str, str]:
    """The texts of one column, each with a meaning to choose, and what it is now; `named`: what they say besides."""
    columns: dict[str, Sequence[Any]] = {
        "text": [word.text for word in words],
        "rows": [word.rows for word in words],
    }
    columns |= {} if named is None else {"named": named}
    st.text(f"In your column “{words[0].column}”:")
    edited = st.data_editor(
        pd.DataFrame({**columns, "means": means}),
        hide_index=True,
        disabled=[*columns],
        column_config={
            "text": st.column_config.TextColumn("As written"),
            "rows": st.column_config.NumberColumn("Rows"),
            "named": st.column_config.TextColumn("It also says"),
            "means": st.column_config.SelectboxColumn(
                "Means",
                options=options,
                format_func=lambda key: wording.choice(str(key)),
                required=named is not None,
            ),
        },
        key=key,
    )
    pairs = zip(edited["text"], edited["means"], strict=True)
    return {text: str(key) for text, key in pairs if isinstance(key, str)}


def _changed_meanings(meanings: Pairs[str, str], edited: Pairs[str, str]) -> dict[str, str]:
    return {name: edited[name] for name in meanings if edited[name] != meanings[name]}


def _first_value(sheet: Sheet, index: int) -> str:
    """The first filled cell of a column."""
    texts = (text.as_py() for text in sheet.cells[f"c{index}"])
    return next((text for text in texts if text and text.strip()), "")
