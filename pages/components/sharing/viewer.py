"""A share while somebody looks at it: opened once, watched while it is shown, and gone once it is taken down."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analysis.share_snapshot import UnreadableSnapshot, unpack
from data.store import shares
from data.store.object_store import StoreError
from data.store.shares import PasswordNeeded, ShareError, ShareGone
from pages import session
from pages.components.sharing import dashboard
from pages.session.current_upload import ViewedShare

LOOK_EVERY = 5  # seconds between two looks whether the share is still up


def viewed_share() -> ViewedShare | None:
    """The share that this session looks at, unless the address names another. Puts it into an address without one."""
    share = session.current_upload.viewed_share()
    if share is None or st.query_params.get("id", share.token) != share.token:
        return None
    if "id" not in st.query_params:
        st.query_params["id"] = share.token
    return share


def open_share(token: str) -> ViewedShare | None:
    """The share behind the link, as long as it is up; else the page says why, or asks for the password."""
    share = viewed_share()
    if share is not None:
        return share if _is_still_up(share) else None
    try:
        _fetch_share(token, None)
    except PasswordNeeded as needed:
        _ask_for_password(token, needed)
    except (ShareGone, UnreadableSnapshot):
        _show_gone()
    except StoreError as error:
        _show_unreachable(token, error)
    return None


def watch_share(token: str, *, shown: bool) -> None:
    """Look every few seconds whether the share is still up, or can be reached again, and then draw the page anew."""
    _watch(token, shown)


def show_header(share: ViewedShare) -> bool:
    """The header of a page on which a share is explored. False, with the reason on the page, once the share is down."""
    if not _is_still_up(share):
        return False
    dashboard.show_badges(share.snapshot)
    watch_share(share.token, shown=True)
    return True


def _is_still_up(share: ViewedShare) -> bool:
    try:
        if shares.is_live(session.server.store(), share.token, now=datetime.now(UTC)):
            return True
    except StoreError as error:
        _show_unreachable(share.token, error)
        return False
    session.answers.forget_share()
    _show_gone()
    return False


def _fetch_share(token: str, password: str | None) -> None:
    """Open the share in this session and draw the page anew. Raises ShareError, UnreadableSnapshot, StoreError."""
    now = datetime.now(UTC)
    snapshot = unpack(shares.fetch(session.server.store(), token, password=password, now=now))
    session.current_upload.open_share(token, snapshot)
    shares.count_view(session.server.store(), token, now)
    st.rerun()


def _ask_for_password(token: str, needed: PasswordNeeded) -> None:
    st.title("Shared dashboard", anchor=False)
    with st.form("password"):
        st.text(str(needed))
        password = st.text_input("Password", type="password", autocomplete="off")
        if st.form_submit_button("Open it", type="primary") and password:
            try:
                _fetch_share(token, password)
            except (ShareGone, UnreadableSnapshot):
                st.rerun()
            except (ShareError, StoreError) as error:
                st.error(str(error))


def _show_gone() -> None:
    st.info(str(ShareGone()), title="Nothing is shown here", icon=":material/link_off:")


def _show_unreachable(token: str, error: StoreError) -> None:
    st.warning(str(error), title="This dashboard can't be shown right now")
    watch_share(token, shown=False)


@st.fragment(run_every=LOOK_EVERY)
def _watch(token: str, shown: bool) -> None:
    try:
        up = shares.is_live(session.server.store(), token, now=datetime.now(UTC))
    except StoreError:
        up = False
    if up != shown:
        st.rerun()
