"""The form that publishes a share: for whom and how long, the warning, the preview, and publishing itself."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

import streamlit as st

from analysis.share_snapshot import CODED, FULL, NUMBERS, Snapshot
from data.errors import LogError
from data.store import shares
from data.store.shares import MAX_LABEL, MIN_PASSWORD, NewShare
from pages import session
from pages.components.sharing import dashboard

PERIODS = (7, 30, 90, 365)
READABLE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""The letters of a suggested password: none that looks like another."""

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
NOTEBOOK_WARNINGS = {
    CODED: (
        "The texts of your notebook leave as you wrote them: no name of your log is in them, but only you can see what "
        "else they give away."
    ),
    FULL: "The texts of your notebook leave as you wrote them, also where they say what a message said.",
}
HIDDEN_WARNING = (
    "Hidden numbers are not everything",
    "What only a few are behind is hidden. Someone who knows the others well may still recognise them.",
)


@dataclass(frozen=True)
class Terms:
    """The people a share is for, each with a link of their own, the days it works, and its password."""

    labels: tuple[str, ...]
    days: int
    password: str | None


def check_permission() -> bool:
    """Whether this visitor may publish here; if not, the page says why and what to do."""
    right = session.shares.publishing_right()
    if right == "no":
        st.info("Whoever runs this site has switched publishing off.", title="Nothing can be published here")
    if right == "sign in":
        st.info("On this site only people who have signed in can publish.", title="Sign in first")
        if session.shares.can_sign_in():
            st.button("Sign in", on_click=st.login)
        else:
            st.caption("Signing in is not set up yet. Ask whoever runs this site.")
    return right == "yes"


def choose_terms(level: str) -> Terms:
    """The terms that the owner chooses."""
    most = session.shares.limits().days
    periods = [days for days in PERIODS if days <= most] or [most]
    with st.container(horizontal=True):
        days = st.segmented_control(
            "The link works for",
            periods,
            default=30 if 30 in periods else periods[-1],
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
    return Terms(labels, days, _choose_password(level))


def find_problem(terms: Terms, level: str) -> str | None:
    """What is wrong with the terms, if anything."""
    if level != NUMBERS and terms.password is None:
        return "Choose a password first: without one only numbers can be published."
    if terms.password is not None and len(terms.password) < MIN_PASSWORD:
        return f"The password needs at least {MIN_PASSWORD} characters."
    if any(len(label) > MAX_LABEL for label in terms.labels):
        return f"A name for your list can have {MAX_LABEL} characters."
    return None


def confirm_warning(snapshot: Snapshot) -> bool:
    """The warning about what this share can give away, and whether the person confirms it, anew for each share."""
    title, text = HIDDEN_WARNING if snapshot.fewest else WARNINGS[snapshot.level]
    carries = bool(snapshot.notebook)
    st.warning(f"{text} {NOTEBOOK_WARNINGS[snapshot.level]}" if carries else text, title=title)
    key = f"understood {snapshot.level} {carries} {session.shares.number_published()}"
    return st.checkbox("I understand. Publish it.", key=key)


@st.dialog("As a viewer will see it", width="large")
def show_preview(snapshot: Snapshot) -> None:
    """Draw what would be published, with the code that draws it for viewers."""
    dashboard.show_dashboard(snapshot, preview=True)


def publish_shares(content: bytes, level: str, terms: Terms) -> None:
    """Publish the dashboard once for each person it is for, and keep the keys in this session.

    Raises LogError, and then nothing is published.
    """
    up: list[NewShare] = []
    try:
        for label in terms.labels:
            up.append(_publish_share(content, level, label, terms, up))
    except LogError:
        for each in up:
            shares.revoke(session.server.store(), each.owner_key, each.share)
        raise
    for each in up:
        session.shares.remember_share(each)


def share_link(token: str) -> str:
    """The link to a share: the viewer's page on the host that this page was opened on."""
    return urljoin(st.context.url or "/", f"shared?id={token}")


def suggest_password() -> str:
    """A password of 79 bits that can be read out: abcd-efgh-jkmn-pqrs."""
    return "-".join("".join(secrets.choice(READABLE_LETTERS) for _ in range(4)) for _ in range(4))


def _choose_password(level: str) -> str | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        password = st.text_input(
            "Password" if level != NUMBERS else "Password, if you want one",
            key="password",
            autocomplete="off",
            placeholder=f"At least {MIN_PASSWORD} characters",
            help="Send it by another way than the link. It is kept nowhere: who forgets it needs a new share.",
        )
        st.button("Suggest one", on_click=lambda: session.widgets.set_text("password", suggest_password()))
    return password or None


def _publish_share(
    content: bytes, level: str, label: str, terms: Terms, earlier: Sequence[NewShare]
) -> NewShare:
    keys = [*(each.owner_key for each in earlier), *session.shares.owner_keys()]
    return shares.publish(
        session.server.store(),
        content,
        owner_key=keys[0] if keys else None,
        level=level,
        days=terms.days,
        label=label,
        password=terms.password,
        now=datetime.now(UTC),
        limits=session.shares.limits(),
    )
