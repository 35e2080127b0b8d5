"""The parts of publishing: for whom and how long, the warning, the preview, and the keys that come back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

import streamlit as st

from analysis.snapshot import CODED, FULL, NUMBERS, Snapshot
from data.errors import LogError
from data.store import shares
from data.store.shares import MAX_LABEL, MIN_PASSWORD, NewShare
from pages import session
from pages.components.sharing import dashboard

DAYS = (7, 30, 90, 365)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a suggested password is made of: nothing that looks like something else."""

WARNINGS = {
    NUMBERS: (
        "Someone who knows you may recognise your numbers",
        "They are exact: how much you sent in which week, how many interviews and offers you had. Whoever has the link "
        "can see them, and can pass it on.",
    ),
    CODED: (
        "Not anonymous to someone who knows you",
        "Each message leaves as a row: its week, its channel, what for, whether it was answered. Whoever knows a few "
        "of them finds the others. Whoever has link and password can keep a copy.",
    ),
    FULL: (
        "Names leave: yours to share only with someone you trust",
        "The companies and people of your log, and what came of each, are in it. Whoever has link and password can "
        "keep a copy, even after you take it down.",
    ),
}
NOTEBOOK = {
    CODED: (
        "The texts of your notebook leave as you wrote them: no name of your log is in them, but only you can see what "
        "else they give away."
    ),
    FULL: "The texts of your notebook leave as you wrote them, also where they say what a message said.",
}
HIDDEN = (
    "Hidden numbers are not everything",
    "What only a few are behind is hidden. Someone who knows the others well may still recognise them.",
)


@dataclass(frozen=True)
class Terms:
    """For whom, for how many days, and under which password."""

    labels: tuple[str, ...]
    days: int
    password: str | None


def allowed() -> bool:
    """Whether this visitor may publish here; if not, the page says why and what to do."""
    answer = session.shares.may_publish()
    if answer == "no":
        st.info("Whoever runs this site has switched publishing off.", title="Nothing can be published here")
    if answer == "sign in":
        st.info("On this site only people who have signed in can publish.", title="Sign in first")
        if session.shares.can_sign_in():
            st.button("Sign in", on_click=st.login)
        else:
            st.caption("Signing in is not set up yet. Ask whoever runs this site.")
    return answer == "yes"


def terms(level: str) -> Terms:
    """For how many days and for whom, each with a link of their own; and the password."""
    most = session.shares.limits().days
    offered = [days for days in DAYS if days <= most] or [most]
    with st.container(horizontal=True):
        days = st.segmented_control(
            "The link works for",
            offered,
            default=30 if 30 in offered else offered[-1],
            required=True,
            key="days up",
            format_func=lambda days: f"{days} days",
        )
        names = st.text_input(
            "For whom? A link for each, with commas between",
            key="label",
            placeholder="Ada, my coach",
            help="Only you see these names. Each link can be taken down by itself.",
        )
    labels = tuple(dict.fromkeys(name for part in names.split(",") if (name := part.strip()))) or ("",)
    return Terms(labels, days, _password(level))


def problem(given: Terms, level: str) -> str | None:
    """What is missing before anything can be published."""
    if level != NUMBERS and given.password is None:
        return "Choose a password first: without one only numbers can be published."
    if given.password is not None and len(given.password) < MIN_PASSWORD:
        return f"The password needs at least {MIN_PASSWORD} characters."
    if any(len(label) > MAX_LABEL for label in given.labels):
        return f"A name for your list can have {MAX_LABEL} characters."
    return None


def understood(snapshot: Snapshot) -> bool:
    """Whether the person has read what this can give away; asked anew for each share, and for one with a notebook."""
    title, told = HIDDEN if snapshot.fewest else WARNINGS[snapshot.level]
    carries = bool(snapshot.notebook)
    st.warning(f"{told} {NOTEBOOK[snapshot.level]}" if carries else told, title=title)
    key = f"understood {snapshot.level} {carries} {session.shares.published()}"
    return st.checkbox("I understand. Publish it.", key=key)


@st.dialog("As a viewer will see it", width="large")
def preview(snapshot: Snapshot) -> None:
    """Draw what would be published, by the code that draws it for viewers."""
    dashboard.dashboard(snapshot, preview=True)


def publish(content: bytes, level: str, given: Terms) -> None:
    """Put the dashboard up, once for each of those it is for, and keep the keys in this session.

    Raises LogError; nothing is up then.
    """
    up: list[NewShare] = []
    try:
        for label in given.labels:
            up.append(_published(content, level, label, given, up))
    except LogError:
        for each in up:
            shares.revoke(session.server.store(), each.owner_key, each.share)
        raise
    for each in up:
        session.shares.remember(each)


def address(token: str) -> str:
    """The link to a share: the viewer's page on the host that this page was opened on."""
    return urljoin(st.context.url or "/", f"shared?id={token}")


def suggested() -> str:
    """A password of 79 bits that can be read out: abcd-efgh-jkmn-pqrs."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _password(level: str) -> str | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        password = st.text_input(
            "Password" if level != NUMBERS else "Password, if you want one",
            key="password",
            autocomplete="off",
            placeholder=f"At least {MIN_PASSWORD} characters",
            help="Send it by another way than the link. It is kept nowhere: who forgets it needs a new share.",
        )
        st.button("Suggest one", on_click=lambda: session.widgets.suggest("password", suggested()))
    return password or None


def _published(content: bytes, level: str, label: str, given: Terms, before: Sequence[NewShare]) -> NewShare:
    keys = [*(each.owner_key for each in before), *session.shares.owner_keys()]
    return shares.publish(
        session.server.store(),
        content,
        owner_key=keys[0] if keys else None,
        level=level,
        days=given.days,
        label=label,
        password=given.password,
        now=datetime.now(UTC),
        limits=session.shares.limits(),
    )
