"""The parts of publishing: what leaves, for how long, the warning, and the two keys that come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from urllib.parse import urljoin

import pandas as pd
import streamlit as st

from analysis import words
from analysis.answer import Answer
from analysis.catalogue import QUESTIONS
from analysis.snapshot import NUMBERS, pack, unpack
from analysis.view import View
from data import shares
from pages import published, session

OFFERED = [question.key for question in QUESTIONS.values() if question.leaves and question.key != "summary"]
USUAL = [
    "journey",
    "weekly_activity",
    "response_by_channel",
    "offers_by_strategy",
    "fair_comparison",
    "reply_curve",
]
"""What is published unless one chooses otherwise: what fits on a screen or three."""

DAYS = (7, 30, 90)


def questions() -> list[str]:
    """Which questions are answered on the dashboard."""
    with st.expander(f"Choose among {words.count(len(OFFERED), 'question')}"):
        return st.multiselect(
            "Questions on the dashboard",
            OFFERED,
            default=USUAL,
            format_func=lambda key: QUESTIONS[key].title,
            key="published questions",
            help="The totals of your search are always there.",
        )


def answers(keys: Sequence[str], view: View, **chosen: str | int | None) -> list[Answer]:
    """The totals, and the chosen questions with those of the parameters that each of them has."""
    overall = session.ask("response_by_channel", view, by="all", **chosen)
    asked = {key: {name: chosen[name] for name in chosen if name in QUESTIONS[key].defaults} for key in keys}
    return [
        session.ask("summary", view, within=chosen.get("within")),
        overall,
        *(session.ask(key, view, **parameters) for key, parameters in asked.items()),
    ]


def what_leaves(found: Sequence[Answer]) -> None:
    """Every column of every table that will be on the dashboard."""
    tables = [answer for answer in found if answer.parameters.get("by") != "all"]
    columns = [
        {"On the dashboard": answer.question.title, "Column": words.column(name), "Holds": meaning}
        for answer in tables
        for name, meaning in answer.question.columns.items()
    ]
    with st.expander(
        f"Exactly what leaves: {len(tables)} answers with {words.count(len(columns), 'column')}"
    ):
        st.dataframe(pd.DataFrame(columns), hide_index=True)
    st.caption(
        "These hold numbers, days and the names of channels, strategies and stages. Companies, people, roles, "
        "messages, notes, your own columns, the name of your file and single rows of your log never leave."
    )


def terms() -> tuple[int, str]:
    """For how many days, and under which name in the owner's list."""
    with st.container(horizontal=True):
        days = st.segmented_control(
            "The link works for",
            DAYS,
            default=30,
            required=True,
            key="days up",
            format_func=lambda days: f"{days} days",
        )
        label = st.text_input(
            "A name for your own list (viewers don't see it)",
            max_chars=shares.MAX_LABEL,
            key="label",
            placeholder="For the coach",
        )
    return days, label


def understood() -> bool:
    """Whether the person has read what exact counts can give away; asked anew for each share."""
    st.warning(
        "They are exact: how much you sent in which week, how many interviews and offers you had. Whoever has the link "
        "can see them, and can pass it on.",
        title="Someone who knows you may recognise your numbers",
    )
    return st.checkbox("I understand. Publish these numbers.", key=f"understood {session.published()}")


@st.dialog("As a viewer will see it", width="large")
def preview(content: bytes) -> None:
    """Draw the very bytes that would be published, by the code that draws them for viewers."""
    published.dashboard(unpack(content))


def packed(found: Sequence[Answer]) -> bytes:
    """The bytes that are published, or previewed. Raises LogError for what must not leave."""
    return pack(found, published_on=date.today())


def publish(content: bytes, days: int, label: str) -> None:
    """Put the dashboard up and keep both keys in this session. Raises LogError; nothing is up then."""
    keys = session.owner_keys()
    session.remember(
        shares.publish(
            session.store(),
            content,
            owner_key=keys[0] if keys else None,
            level=NUMBERS,
            days=days,
            label=label.strip(),
            now=datetime.now(UTC),
            limits=session.limits(),
        )
    )


def address(token: str) -> str:
    """The link to a share: the viewer's page on the host that this page was opened on."""
    return urljoin(st.context.url or "/", f"shared?id={token}")
