"""What the columns and the words of a file mean: guessed, shown, and changed by the person."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import wording
from data.exports.export import Export
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.log import Log
from data.imports.report import UnknownWord
from data.schema import vocabulary
from data.schema.mapping import CANONICAL, KEPT, Mapping, propose_mapping
from pages import session
from pages.components.answers import escaping
from pages.components.log import saved_mapping, table_choice


def columns(log: Log) -> None:
    """What each column of the file means, as it was guessed."""
    with st.expander(_title(log)):
        _editor(log.sheet, log.mapping, log.choices)
        saved_mapping.controls(log.export, log.choices)


def lacking(log: Log) -> None:
    """What nothing in the file says though answers rest on it, and which columns may say it."""
    found = log.report
    if found.missing and not found.about:
        told = [escaping.text(lack.as_text()) for lack in found.missing]
        if any(lack.columns for lack in found.missing):
            told.append(f"Say so under “{_title(log)}” below.")
        st.info("\n\n".join(told), title="Not recorded")


def columns_of_unusable() -> None:
    """The same for a file whose headers say nothing. Raises LogError for a file that holds no table."""
    now, sheet = session.current.current_upload(), session.uploads.sheet()
    if now is not None and sheet is not None:
        table_choice.choice(sheet.parts, sheet.part)
        _editor(sheet, propose_mapping(sheet.header, now.choices.columns), now.choices)
        saved_mapping.controls(Export("", sheet), now.choices)


def unknown_words(log: Log) -> None:
    """The words that mean nothing yet, each with a meaning to choose."""
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
            chosen |= _words_editor(field, [word for word in unknown if word.field == field])
        if st.button("Use these meanings", disabled=not chosen):
            session.uploads.choose(replace(log.choices, words={**log.choices.words, **chosen}))
            st.rerun()


def _title(log: Log) -> str:
    number = len(log.mapping.names)
    return f"What your {wording.count(number, 'column')} {'means' if number == 1 else 'mean'}"


def _editor(sheet: Sheet, mapping: Mapping, choices: Choices) -> None:
    meant = {name: meaning or KEPT for name, meaning in mapping.meanings.items()}
    table = pd.DataFrame(
        {
            "column": list(meant),
            "example": [_example(sheet, index) for index in range(len(meant))],
            "means": list(meant.values()),
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
                options=[key for key in wording.MEANINGS if key in (*CANONICAL, KEPT)],
                format_func=lambda key: wording.meaning(str(key)),
                required=True,
            ),
        },
        key="mapping",
    )
    changed = _changed(meant, dict(zip(edited["column"], edited["means"], strict=True)))
    if st.button("Read the file this way", disabled=not changed):
        session.uploads.choose(replace(choices, columns={**choices.columns, **changed}))
        st.rerun()
    st.caption("Double-click a meaning to change it. What is “something else” is kept, and nothing is lost.")


def _words_editor(field: str, unknown: list[UnknownWord]) -> dict[tuple[str, str], str]:
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


def _changed(meant: Pairs[str, str], said: Pairs[str, str]) -> dict[str, str]:
    return {name: said[name] for name in meant if said[name] != meant[name]}


def _example(sheet: Sheet, index: int) -> str:
    """The first filled cell of a column."""
    texts = (text.as_py() for text in sheet.cells[f"c{index}"])
    return next((text for text in texts if text and text.strip()), "")
