"""The settings of the host, from the environment and from its secrets."""

from __future__ import annotations

from streamlit.runtime.secrets import secrets_singleton

from data.settings import Settings, load


def current() -> Settings:
    """The settings as they are now: Streamlit puts the plain ones of the secrets into the environment as it loads
    them. Raises SettingError."""
    secrets_singleton.load_if_toml_exists()
    return load()
