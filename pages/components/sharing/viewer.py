"""A share that somebody looks at: opened once, looked after while it is shown, and gone as soon as it is down."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analysis.snapshot import UnreadableSnapshot, unpack
from data.store import shares
from data.store.object_store import StoreError
from data.store.shares import PasswordNeeded, ShareError, ShareGone
from pages import session
from pages.components.sharing import dashboard
from pages.session.current import Viewed

EVERY = 5  # seconds between two looks whether the share is still up


def seen() -> Viewed | None:
    """The share that this session looks at, unless the address names another one; the address goes on naming it."""
    found = session.current.viewed()
    if found is None or st.query_params.get("id", found.token) != found.token:
        return None
    if "id" not in st.query_params:
        st.query_params["id"] = found.token
    return found


def opened(token: str) -> Viewed | None:
    """The share behind the link, as long as it is up; else what there is to say or to ask is on the page."""
    found = seen()
    if found is not None:
        return found if _is_still_up(found) else None
    try:
        _open(token, None)
    except PasswordNeeded as needed:
        _ask_for_password(token, needed)
    except (ShareGone, UnreadableSnapshot):
        _gone()
    except StoreError as error:
        _unreachable(token, error)
    return None


def watch(token: str, *, shown: bool) -> None:
    """Look every few seconds whether the share is still up, or can be reached again; draw the page anew then."""
    _watch(token, shown)


def on_top(found: Viewed) -> bool:
    """Above a page on which a share is explored: what is explored. False, and nothing else shown, once it is down."""
    if not _is_still_up(found):
        return False
    dashboard.measured(found.snapshot)
    watch(found.token, shown=True)
    return True


def _is_still_up(found: Viewed) -> bool:
    try:
        if shares.is_live(session.server.store(), found.token, now=datetime.now(UTC)):
            return True
    except StoreError as error:
        _unreachable(found.token, error)
        return False
    session.answers.look_away()
    _gone()
    return False


def _open(token: str, password: str | None) -> None:
    """Look at the share from now on, and draw the page anew. Raises ShareError, UnreadableSnapshot, StoreError."""
    now = datetime.now(UTC)
    snapshot = unpack(shares.fetch(session.server.store(), token, password=password, now=now))
    session.current.look_at(token, snapshot)
    shares.count_view(session.server.store(), token, now)
    st.rerun()


def _ask_for_password(token: str, needed: PasswordNeeded) -> None:
    st.title("Shared dashboard", anchor=False)
    with st.form("password"):
        st.text(str(needed))
        password = st.text_input("Password", type="password", autocomplete="off")
        if st.form_submit_button("Open it", type="primary") and password:
            try:
                _open(token, password)
            except (ShareGone, UnreadableSnapshot):
                st.rerun()
            except (ShareError, StoreError) as error:
                st.error(str(error))


def _gone() -> None:
    st.info(str(ShareGone()), title="Nothing is shown here", icon=":material/link_off:")


def _unreachable(token: str, error: StoreError) -> None:
    st.warning(str(error), title="This dashboard can't be shown right now")
    watch(token, shown=False)


@st.fragment(run_every=EVERY)
def _watch(token: str, shown: bool) -> None:
    try:
        up = shares.is_live(session.server.store(), token, now=datetime.now(UTC))
    except StoreError:
        up = False
    if up != shown:
        st.rerun()
