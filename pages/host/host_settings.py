"""What the host has decided, wherever it was written down."""

from __future__ import annotations

from streamlit.runtime.secrets import secrets_singleton

from data.settings import Settings, load


def settings() -> Settings:
    """The settings of the environment and of the host's secrets: Streamlit puts the plain ones of these into the
    environment as it loads them. Raises SettingError."""
    secrets_singleton.load_if_toml_exists()
    return load()
