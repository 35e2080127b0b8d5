"""What a request asks for, seen from the pages."""

from __future__ import annotations

from urllib.parse import parse_qs

import streamlit as st
from starlette.types import Scope

HEALTH = "/health"
SHARE = "/shared"


def path(scope: Scope) -> str:
    """The path below the one that the app is served under (`server.baseUrlPath`)."""
    base = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    whole = str(scope["path"])
    return whole.removeprefix(base) or "/" if base != "/" and (whole + "/").startswith(base + "/") else whole


def is_share(scope: Scope) -> bool:
    """Whether a page of a share is asked for; the same page without a share is one like any other."""
    return path(scope) == SHARE and "id" in query(scope)


def query(scope: Scope) -> dict[str, list[str]]:
    """The query of a request: name → values."""
    return parse_qs(scope["query_string"].decode("latin-1"))
