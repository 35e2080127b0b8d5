"""Checks before the first visitor: the app refuses to start with settings that leak, lock out or lose something."""

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

MIN_SECRET_LENGTH = 32
"""The fewest characters of a secret that nobody guesses."""


class RequiredSetting(NamedTuple):
    """The value that one of Streamlit's settings must have, and what would happen otherwise."""

    value: Any
    otherwise: str


STREAMLIT_SETTINGS = {
    "browser.gatherUsageStats": RequiredSetting(
        False, "pages would tell another company that they were opened"
    ),
    "client.allowedOrigins": RequiredSetting(
        [], "foreign pages could frame the app and steer it with messages"
    ),
    "client.disableDataExport": RequiredSetting(
        True, "tables could be downloaded with formulas in their cells"
    ),
    "client.showErrorDetails": RequiredSetting("none", "visitors would read paths and values in an error"),
    "client.showErrorLinks": RequiredSetting(False, "an error's text would be offered to search engines"),
    "global.developmentMode": RequiredSetting(False, "visitors could stop the server"),
    "server.enableAgentApi": RequiredSetting(False, "programs could drive sessions without a browser"),
    "server.enableCORS": RequiredSetting(True, "foreign pages could open a session"),
    "server.enableStaticServing": RequiredSetting(False, "a folder would be public"),
    "server.enableXsrfProtection": RequiredSetting(True, "foreign pages could upload into a session"),
    "server.scriptHealthCheckEnabled": RequiredSetting(False, "anybody could make the server run pages"),
}


def refuse_wrong_settings() -> None:
    """End the process, with every reason at once, if a setting is not safe. Raises SystemExit."""
    if reasons := list(_reasons_not_to_start()):
        raise SystemExit("Top of Mind does not start:\n" + "\n".join(f"- {reason}" for reason in reasons))


def check_sql() -> Thread:
    """Find out in the background whether SQL of visitors can be confined here, so that no page waits for it later.

    Where it can't, the log of the server says why. Returns the thread that finds out.
    """
    check = Thread(target=_warn_if_sql_is_off, daemon=True)
    check.start()
    return check


def _warn_if_sql_is_off() -> None:
    # Imported here, since it imports Arrow: the start need not wait for that either.
    from analysis.notebook.sandbox.confinement_check import check_confinement

    if not (confinement := check_confinement()):
        logging.getLogger(__name__).warning(confinement.reason)


def _reasons_not_to_start() -> Iterator[str]:
    yield from _streamlit_reasons()
    try:
        settings = host_settings.current()
        _try_store(settings)
    except LogError as error:
        yield str(error)
    else:
        yield from _sign_in_reasons(settings)


def _streamlit_reasons() -> Iterator[str]:
    for name, required in STREAMLIT_SETTINGS.items():
        if (value := st.get_option(name)) != required.value:
            yield f"{_setting_label(name)} is {value!r} and must be {required.value!r}, or {required.otherwise}."
    if st.get_option("logger.level") == "debug":
        yield f"{_setting_label('logger.level')} is 'debug', which writes down what visitors do. Use 'info'."
    hosts = st.get_option("server.allowedHosts")
    if not hosts or "*" in hosts:
        yield (
            f"{_setting_label('server.allowedHosts')} is {hosts!r} and would take every name. "
            "Write the names of this site, with spaces between."
        )


def _setting_label(name: str) -> str:
    """A setting of Streamlit under both of its names."""
    return f"{name} ({get_config_options()[name].env_var})"


def _try_store(settings: Settings) -> None:
    """Write, read, list and delete an object once, as publishing and taking down a share does. Raises StoreError."""
    store, path = open_store(settings.store), f"v1/checks/{secrets.token_hex(16)}"
    write_new(store, path, b"")
    try:
        read(store, path)
        list(objects(store, "v1/checks"))
    finally:
        remove(store, path)


def _sign_in_reasons(settings: Settings) -> Iterator[str]:
    if settings.publish != "signed-in":
        return
    if not is_authlib_installed():
        yield "TOPOFMIND_PUBLISH is 'signed-in', which needs Authlib: pip install 'streamlit[auth]'."
    try:
        validate_auth_credentials("default")
    except StreamlitAuthError as error:
        yield f"TOPOFMIND_PUBLISH is 'signed-in'. {' '.join(str(error).split())}"
    else:
        if len(get_signing_secret()) < MIN_SECRET_LENGTH:
            yield (
                f"cookie_secret in the secrets is shorter than {MIN_SECRET_LENGTH} characters. "
                "Write one that nobody guesses."
            )
