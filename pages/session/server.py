"""What all sessions of this server share: the store, and the work that is done once."""

from __future__ import annotations

import gc
import logging
from datetime import UTC, datetime, timedelta
from threading import Thread

import streamlit as st
from obstore.store import ObjectStore

from data.store import cleanup, saved_log
from data.store.object_store import StoreError, open_store


@st.cache_resource(show_spinner=False)
def store() -> ObjectStore:
    """The store of shares and saved logs, opened once. Raises StoreError."""
    return open_store()


@st.cache_resource(ttl=timedelta(days=1), show_spinner=False)
def sweep_store() -> None:
    """Delete expired shares and saved logs, in the background: when the server starts and then once a day."""
    Thread(target=_delete_expired, daemon=True).start()


def _delete_expired() -> None:
    try:
        for delete in (cleanup.delete_expired, saved_log.delete_unused):
            delete(open_store(), datetime.now(UTC))
    except StoreError as error:
        logging.getLogger(__name__).warning("The store was not swept. %s", error)


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Once per server: spare each rerun from looking for garbage in modules, which never become garbage."""
    import analysis.questions  # noqa: F401

    gc.collect()
    gc.freeze()
