"""What all sessions of this server have in common: the store, and what is done once."""

from __future__ import annotations

import gc
import logging
from datetime import UTC, datetime, timedelta
from threading import Thread

import streamlit as st
from obstore.store import ObjectStore

from data.store import cleanup
from data.store.object_store import StoreError, open_store
from data.store.saved_log import delete_unused as sweep_kept


@st.cache_resource(show_spinner=False)
def store() -> ObjectStore:
    """Where shares are kept, opened once. Raises StoreError."""
    return open_store()


@st.cache_resource(ttl=timedelta(days=1), show_spinner=False)
def sweep() -> None:
    """At the start of the server and then once a day, beside whatever else goes on: delete what is over."""
    Thread(target=_swept, daemon=True).start()


def _swept() -> None:
    try:
        for swept in (cleanup.delete_expired, sweep_kept):
            swept(open_store(), datetime.now(UTC))
    except StoreError as error:
        logging.getLogger(__name__).warning("The store was not swept. %s", error)


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Once per server: what is imported by now is never garbage, so each rerun need not look through it again."""
    import analysis.questions  # noqa: F401

    gc.collect()
    gc.freeze()
