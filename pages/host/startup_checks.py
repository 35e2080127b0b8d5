"""Before the first visitor: with a setting that would leak, lock out or lose something, the app does not start."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from threading import Thread
from typing import Any, NamedTuple

import streamlit as st
from streamlit.auth_util import get_signing_secret, is_authlib_installed, validate_auth_credentials
from streamlit.config import get_config_options
from streamlit.errors import StreamlitAuthError

from data.errors import LogError
from data.settings import Settings
from data.store.object_store import objects, open_store, read, remove, write_new
from pages.host import host_settings

LONG = 32
"""Characters that a secret must have at least, so that nobody guesses it."""


class Wanted(NamedTuple):
    """What one of Streamlit's settings must be, and what would happen otherwise."""

    value: Any
    otherwise: str


STREAMLIT = {
    "browser.gatherUsageStats": Wanted(False, "pages would tell another company that they were opened"),
    "client.allowedOrigins": Wanted([], "foreign pages could frame the app and steer it with messages"),
    "client.disableDataExport": Wanted(True, "tables could be downloaded with formulas in their cells"),
    "client.showErrorDetails": Wanted("none", "visitors would read paths and values in an error"),
    "client.showErrorLinks": Wanted(False, "an error's text would be offered to search engines"),
    "global.developmentMode": Wanted(False, "visitors could stop the server"),
    "server.enableAgentApi": Wanted(False, "programs could drive sessions without a browser"),
    "server.enableCORS": Wanted(True, "foreign pages could open a session"),
    "server.enableStaticServing": Wanted(False, "a folder would be public"),
    "server.enableXsrfProtection": Wanted(True, "foreign pages could upload into a session"),
    "server.scriptHealthCheckEnabled": Wanted(False, "anybody could make the server run pages"),
}


def refuse_wrong_settings() -> None:
    """Go on, or end the process with every reason at once.

    Raises:
        SystemExit: something is set in a way that must not be served.
    """
    if reasons := list(_reasons()):
        raise SystemExit("Top of Mind does not start:\n" + "\n".join(f"- {reason}" for reason in reasons))


def ask_about_sql() -> Thread:
    """Find out, beside the start, whether SQL of visitors can be shut in here: no page has to wait for that later.

    Where it can't, the log says why; the thread that does it is returned.
    """
    asking = Thread(target=_tell_of_sql, daemon=True)
    asking.start()
    return asking


def _tell_of_sql() -> None:
    # Here, since it brings Arrow along: the start needn't wait for that either.
    from analysis.notebook.sandbox.selfcheck import confined

    if not (here := confined()):
        logging.getLogger(__name__).warning(here.reason)


def _reasons() -> Iterator[str]:
    yield from _of_streamlit()
    try:
        settings = host_settings.settings()
        _try_the_store(settings)
    except LogError as error:
        yield str(error)
    else:
        yield from _of_signing_in(settings)


def _of_streamlit() -> Iterator[str]:
    for name, wanted in STREAMLIT.items():
        if (found := st.get_option(name)) != wanted.value:
            yield f"{_told(name)} is {found!r} and must be {wanted.value!r}, or {wanted.otherwise}."
    if st.get_option("logger.level") == "debug":
        yield f"{_told('logger.level')} is 'debug', which writes down what visitors do. Use 'info'."
    hosts = st.get_option("server.allowedHosts")
    if not hosts or "*" in hosts:
        yield (
            f"{_told('server.allowedHosts')} is {hosts!r} and would take every name. "
            "Write the names of this site, with spaces between."
        )


def _told(name: str) -> str:
    """A setting of Streamlit under both of its names."""
    return f"{name} ({get_config_options()[name].env_var})"


def _try_the_store(settings: Settings) -> None:
    """Write, read, list and delete once what a share needs to be published and taken down. Raises StoreError."""
    store, path = open_store(settings.store), f"v1/checks/{secrets.token_hex(16)}"
    write_new(store, path, b"")
    try:
        read(store, path)
        list(objects(store, "v1/checks"))
    finally:
        remove(store, path)


def _of_signing_in(settings: Settings) -> Iterator[str]:
    if settings.publish != "signed-in":
        return
    if not is_authlib_installed():
        yield "TOPOFMIND_PUBLISH is 'signed-in', which needs Authlib: pip install 'streamlit[auth]'."
    try:
        validate_auth_credentials("default")
    except StreamlitAuthError as error:
        yield f"TOPOFMIND_PUBLISH is 'signed-in'. {' '.join(str(error).split())}"
    else:
        if len(get_signing_secret()) < LONG:
            yield f"cookie_secret in the secrets is shorter than {LONG} characters. Write one that nobody guesses."
