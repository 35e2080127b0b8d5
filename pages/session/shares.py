"""The shares that a visitor published: their keys, and whether one may publish here."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from data.store.shares import Limits, NewShare
from pages.host import host_settings


def owner_keys() -> tuple[str, ...]:
    """The owner's keys that this session holds; the first one is published under."""
    found: tuple[str, ...] = st.session_state.get("owner keys", ())
    return found


def own(owner_key: str) -> None:
    """Remember an owner's key, and publish under it from now on."""
    st.session_state["owner keys"] = tuple(dict.fromkeys((owner_key, *owner_keys())))


def remember(up: NewShare) -> None:
    """Keep both keys of what was just published: its link is known nowhere else."""
    own(up.owner_key)
    st.session_state.setdefault("tokens", {})[up.share] = up.token


def token(share: str) -> str | None:
    """The token of a share that was published in this session."""
    tokens: dict[str, str] = st.session_state.get("tokens", {})
    return tokens.get(share)


def published() -> int:
    """How many shares were published in this session."""
    return len(st.session_state.get("tokens", {}))


def may_publish() -> Literal["yes", "sign in", "no"]:
    """Whether this visitor may publish here, or has to sign in first. Raises SettingError."""
    who = host_settings.settings().publish
    if who == "signed-in" and not st.user.get("is_logged_in", False):
        return "sign in"
    return "no" if who == "off" else "yes"


def can_sign_in() -> bool:
    """Whether the host has said with whom one signs in."""
    return "auth" in st.secrets if st.secrets.load_if_toml_exists() else False


def limits() -> Limits:
    """What the host allows of shares. Raises SettingError."""
    chosen = host_settings.settings()
    return Limits(chosen.publish != "off", chosen.share_mb, chosen.share_days, chosen.shares)
