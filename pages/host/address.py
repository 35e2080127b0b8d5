"""The address of a request: its path below the app's, and its query."""

from __future__ import annotations

from urllib.parse import parse_qs

import streamlit as st
from starlette.types import Scope

HEALTH_PATH = "/health"
SHARE_PATH = "/shared"


def path(scope: Scope) -> str:
    """The path of a request below the one that the app is served under (`server.baseUrlPath`)."""
    base = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    whole = str(scope["path"])
    return whole.removeprefix(base) or "/" if base != "/" and (whole + "/").startswith(base + "/") else whole


def is_share(scope: Scope) -> bool:
    """Whether a request is for a share; the same page without an id is one like any other."""
    return path(scope) == SHARE_PATH and "id" in query(scope)


def query(scope: Scope) -> dict[str, list[str]]:
    """The query of a request: name → values."""
    return parse_qs(scope["query_string"].decode("latin-1"))
