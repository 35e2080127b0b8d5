"""The shares of a visitor: their keys, and whether this visitor may publish."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from data.store.shares import Limits, NewShare
from pages.host import host_settings


def owner_keys() -> tuple[str, ...]:
    """The owner's keys of this session; new shares are published under the first."""
    found: tuple[str, ...] = st.session_state.get("owner keys", ())
    return found


def add_owner_key(owner_key: str) -> None:
    """Put an owner's key first among those of this session."""
    st.session_state["owner keys"] = tuple(dict.fromkeys((owner_key, *owner_keys())))


def remember_share(new: NewShare) -> None:
    """Keep both keys of a share that was just published: its link is known nowhere else."""
    add_owner_key(new.owner_key)
    st.session_state.setdefault("tokens", {})[new.share] = new.token


def share_token(share: str) -> str | None:
    """The token of a share that was published in this session."""
    tokens: dict[str, str] = st.session_state.get("tokens", {})
    return tokens.get(share)


def number_published() -> int:
    """How many shares were published in this session."""
    return len(st.session_state.get("tokens", {}))


def publishing_right() -> Literal["yes", "sign in", "no"]:
    """Whether this visitor may publish here, or has to sign in first. Raises SettingError."""
    who = host_settings.current().publish
    if who == "signed-in" and not st.user.get("is_logged_in", False):
        return "sign in"
    return "no" if who == "off" else "yes"


def can_sign_in() -> bool:
    """Whether the host has set up a way to sign in."""
    return "auth" in st.secrets if st.secrets.load_if_toml_exists() else False


def limits() -> Limits:
    """How many shares the host allows, how large and for how long. Raises SettingError."""
    settings = host_settings.current()
    return Limits(settings.publish != "off", settings.share_mb, settings.share_days, settings.shares)
