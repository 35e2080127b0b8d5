"""The app does not start with a setting that must not be served, and says which and why."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.patience import CEILING
from tests.serving import STREAMLIT, UVICORN

SECRETS = """
[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "{cookie}"
client_id = "app"
client_secret = "secret"
server_metadata_url = "https://id.example/.well-known/openid-configuration"
"""
WRONG = {
    "TOPOFMIND_PUBLISH": ("perhaps", "TOPOFMIND_PUBLISH is 'perhaps'. Write open, signed-in or off"),
    "TOPOFMIND_PUBLISHING": ("off", "TOPOFMIND_PUBLISHING is no setting, TOPOFMIND_PUBLISH is one"),
    "TOPOFMIND_SHARE_DAYS": ("0", "TOPOFMIND_SHARE_DAYS is '0'"),
    "TOPOFMIND_SHARE_MB": ("big", "TOPOFMIND_SHARE_MB is 'big'"),
    "TOPOFMIND_SHARES": ("-1", "TOPOFMIND_SHARES is '-1'"),
    "TOPOFMIND_KEEP": ("yes", "TOPOFMIND_KEEP is 'yes'. Write on or off"),
    "TOPOFMIND_SQL": ("yes", "TOPOFMIND_SQL is 'yes'. Write on or off"),
    "TOPOFMIND_VISITORS": ("all", "TOPOFMIND_VISITORS is 'all'"),
    "TOPOFMIND_FRAME_ANCESTORS": ("*; script-src *", "TOPOFMIND_FRAME_ANCESTORS is "),
    "TOPOFMIND_STORE": ("/dev/null/shares", "The folder for shares cannot be used"),
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": ("true", "browser.gatherUsageStats"),
    "STREAMLIT_CLIENT_ALLOWED_ORIGINS": ("https://evil.example", "client.allowedOrigins"),
    "STREAMLIT_CLIENT_DISABLE_DATA_EXPORT": ("false", "client.disableDataExport"),
    "STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": ("full", "client.showErrorDetails"),
    "STREAMLIT_CLIENT_SHOW_ERROR_LINKS": ("true", "client.showErrorLinks"),
    "STREAMLIT_LOGGER_LEVEL": ("debug", "logger.level"),
    "STREAMLIT_SERVER_ALLOWED_HOSTS": ("*", "server.allowedHosts"),
    "STREAMLIT_SERVER_ENABLE_AGENT_API": ("true", "server.enableAgentApi"),
    "STREAMLIT_SERVER_ENABLE_CORS": ("false", "server.enableCORS"),
    "STREAMLIT_SERVER_ENABLE_STATIC_SERVING": ("true", "server.enableStaticServing"),
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": ("false", "server.enableXsrfProtection"),
    "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": ("true", "server.scriptHealthCheckEnabled"),
}


def started(folder: Path, settings: Mapping[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Start the app and return how it ended; that it serves instead is a failure after a while."""
    return subprocess.run(
        [sys.executable, "-m", *(command or (*STREAMLIT, "--server.port=0"))],
        cwd=ROOT,
        env=os.environ | {"TOPOFMIND_STORE": str(folder / "shares"), **settings},
        capture_output=True,
        text=True,
        timeout=CEILING,
    )


def refused(folder: Path, name: str) -> None:
    text, reason = WRONG[name]
    ended = started(folder, {name: text})
    assert ended.returncode == 1
    assert "Top of Mind does not start:\n- " in ended.stderr
    assert reason in ended.stderr
    assert "Traceback" not in ended.stderr


def test_wrong_settings_keep_the_app_from_starting_and_all_are_told_at_once(tmp_path: Path) -> None:
    ended = started(
        tmp_path, {name: text for name, (text, _) in WRONG.items() if name.startswith("STREAMLIT")}
    )
    wanted = [reason for name, (_, reason) in WRONG.items() if name.startswith("STREAMLIT")]
    assert ended.returncode == 1
    assert [reason for reason in wanted if f"- {reason}" not in ended.stderr] == []


@pytest.mark.long
@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_setting_keeps_the_app_from_starting(tmp_path: Path, name: str) -> None:
    refused(tmp_path, name)


def test_uvicorn_does_not_start_it_either(tmp_path: Path) -> None:
    ended = started(tmp_path, {"TOPOFMIND_SQL": "maybe"}, *UVICORN, "--port=0")
    assert ended.returncode == 1
    assert "Top of Mind does not start:\n- TOPOFMIND_SQL is 'maybe'" in ended.stderr


def test_a_store_that_does_not_answer_keeps_the_app_from_starting(tmp_path: Path) -> None:
    nobody = {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "k",
        "AWS_SECRET_ACCESS_KEY": "s",
    }
    ended = started(tmp_path, {"TOPOFMIND_STORE": "s3://shares/x", **nobody})
    assert ended.returncode == 1
    assert "The place where shares are kept could not be written" in ended.stderr


@pytest.mark.parametrize(
    ("secrets", "reason"),
    [
        ("", "you need to configure credentials"),
        (SECRETS.format(cookie="short"), "cookie_secret in the secrets is shorter than 32 characters"),
        (
            SECRETS.format(cookie="c" * 32).replace("client_secret", "key"),
            r"missing the following keys: \['client_secret'\]",
        ),
    ],
)
def test_signing_in_needs_somebody_who_knows_the_people(tmp_path: Path, secrets: str, reason: str) -> None:
    (tmp_path / "secrets.toml").write_text(secrets or "other = 1")
    given = {"TOPOFMIND_PUBLISH": "signed-in", "STREAMLIT_SECRETS_FILES": str(tmp_path / "secrets.toml")}
    ended = started(tmp_path, given)
    assert ended.returncode == 1
    assert re.search(reason, ended.stderr)


def test_a_setting_may_stand_in_the_secrets(tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text('TOPOFMIND_VISITORS = "everyone"')
    ended = started(tmp_path, {"STREAMLIT_SECRETS_FILES": str(tmp_path / "secrets.toml")})
    assert ended.returncode == 1
    assert "TOPOFMIND_VISITORS is 'everyone'" in ended.stderr
