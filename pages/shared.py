"""A dashboard that someone shared: read-only, and gone as soon as its owner takes it down."""

from datetime import UTC, datetime

import streamlit as st

from analysis.snapshot import UnreadableSnapshot, unpack
from data import shares
from data.shares import ShareGone
from data.store import StoreError
from pages import published, session

EVERY = 5  # seconds between two looks whether the share is still up


def is_up(token: str) -> bool:
    """Whether the share can be shown; where the store does not answer, it can't."""
    try:
        return shares.is_live(session.store(), token, now=datetime.now(UTC))
    except StoreError:
        return False


@st.fragment(run_every=EVERY)
def watch(token: str, shown: bool) -> None:
    """Draw the page anew when the share comes down, or when it can be reached again."""
    if is_up(token) != shown:
        st.rerun()


token = st.query_params.get("id", "")
try:
    snapshot = unpack(shares.fetch(session.store(), token, now=datetime.now(UTC)))
except (ShareGone, UnreadableSnapshot):
    st.info(str(ShareGone()), title="Nothing is shown here", icon=":material/link_off:")
except StoreError as error:
    st.warning(str(error), title="This dashboard can't be shown right now")
    watch(token, shown=False)
else:
    if session.is_new_view(token):
        shares.count_view(session.store(), token, datetime.now(UTC))
    published.dashboard(snapshot)
    watch(token, shown=True)
