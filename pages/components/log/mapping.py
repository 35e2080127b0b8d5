"""What the columns and the words of a file mean: as guessed, and as the person corrects it."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import wording
from data.exports.export import Export
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.log import ImportedLog
from data.imports.report import UnknownWord, WordReading
from data.schema import vocabulary
from data.schema.mapping import CANONICAL, EXTRA, Mapping, propose_mapping
from data.schema.word_lookup import UNKNOWN
from pages import session
from pages.components.answers import escaping
from pages.components.log import saved_mapping, table_choice


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
        chosen: dict[tuple[str, str], str] = {}
        for field in dict.fromkeys(word.field for word in unknown):
            chosen |= _edit_words(field, [word for word in unknown if word.field == field])
        if st.button("Use these meanings", disabled=not chosen):
            session.uploads.apply_choices(replace(log.choices, words={**log.choices.words, **chosen}))
            st.rerun()


def show_readings(log: ImportedLog) -> None:
    """The texts that were read from their words, each with what it was taken for, to be changed."""
    readings = log.report.readings
    if not readings:
        return
    with st.expander(f"Read from your words: {len(readings):,}"):
        st.text(
            "These aren't in the app's lists, but their words are. Correct any that's wrong, or choose “Not known”."
        )
        chosen: dict[tuple[str, str], str] = {}
        for field in dict.fromkeys(reading.field for reading in readings):
            chosen |= _edit_readings(field, [reading for reading in readings if reading.field == field])
        if st.button("Use these readings", disabled=not chosen):
            session.uploads.apply_choices(replace(log.choices, words={**log.choices.words, **chosen}))
            st.rerun()


def _edit_readings(field: str, readings: list[WordReading]) -> dict[tuple[str, str], str]:
    """The meanings chosen in place of those that were read, in one column."""
    table = pd.DataFrame(
        {
            "text": [reading.text for reading in readings],
            "rows": [reading.rows for reading in readings],
            "named": [", ".join(map(wording.choice, reading.named)) for reading in readings],
            "means": [reading.key for reading in readings],
        }
    )
    st.text(f"In your column “{readings[0].column}”:")
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["text", "rows", "named"],
        column_config={
            "text": st.column_config.TextColumn("As written"),
            "rows": st.column_config.NumberColumn("Rows"),
            "named": st.column_config.TextColumn("It also says"),
            "means": st.column_config.SelectboxColumn(
                "Means",
                options=[*vocabulary.keys(vocabulary.kind_in(field)), UNKNOWN],
                format_func=lambda key: wording.choice(str(key)),
                required=True,
            ),
        },
        key=f"readings {field}",
    )
    meant = {reading.text: reading.key for reading in readings}
    pairs = zip(edited["text"], edited["means"], strict=True)
    return {(field, text): str(key) for text, key in pairs if key != meant[text]}


def _title(log: ImportedLog) -> str:
    number = len(log.mapping.names)
    return f"What your {wording.count(number, 'column')} {'means' if number == 1 else 'mean'}"


def _edit_meanings(sheet: Sheet, mapping: Mapping, choices: Choices) -> None:
    meanings = {name: meaning or EXTRA for name, meaning in mapping.meanings.items()}
    table = pd.DataFrame(
        {
            "column": list(meanings),
            "example": [_first_value(sheet, index) for index in range(len(meanings))],
            "means": list(meanings.values()),
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
                options=[key for key in wording.MEANING_LABELS if key in (*CANONICAL, EXTRA)],
                format_func=lambda key: wording.meaning(str(key)),
                required=True,
            ),
        },
        key="mapping",
    )
    changed = _changed_meanings(meanings, dict(zip(edited["column"], edited["means"], strict=True)))
    if st.button("Read the file this way", disabled=not changed):
        session.uploads.apply_choices(replace(choices, columns={**choices.columns, **changed}))
        st.rerun()
    st.caption("Double-click a meaning to change it. What is “something else” is kept, and nothing is lost.")


def _edit_words(field: str, unknown: list[UnknownWord]) -> dict[tuple[str, str], str]:
    """The meanings chosen for the unknown words of one column."""
    table = pd.DataFrame(
        {
            "text": [word.text for word in unknown],
            "rows": [word.rows for word in unknown],
            "means": [word.proposed for word in unknown],
        }
    )
    st.text(f"In your column “{unknown[0].column}”:")
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["text", "rows"],
        column_config={
            "text": st.column_config.TextColumn("As written"),
            "rows": st.column_config.NumberColumn("Rows"),
            "means": st.column_config.SelectboxColumn(
                "Means",
                options=vocabulary.keys(vocabulary.kind_in(field)),
                format_func=lambda key: wording.choice(str(key)),
            ),
        },
        key=f"words {field}",
    )
    pairs = zip(edited["text"], edited["means"], strict=True)
    return {(field, text): str(key) for text, key in pairs if isinstance(key, str)}


def _changed_meanings(meanings: Pairs[str, str], edited: Pairs[str, str]) -> dict[str, str]:
    return {name: edited[name] for name in meanings if edited[name] != meanings[name]}


def _first_value(sheet: Sheet, index: int) -> str:
    """The first filled cell of a column."""
    texts = (text.as_py() for text in sheet.cells[f"c{index}"])
    return next((text for text in texts if text and text.strip()), "")
