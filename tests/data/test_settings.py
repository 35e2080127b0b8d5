"""The host's settings: read from the environment, refused in one sentence, and all in the README."""

import re
from dataclasses import fields

import pytest

from data.errors import LogError
from data.settings import SettingError, Settings, load, variable
from tests.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_is_unset_or_empty_is_as_it_comes() -> None:
    assert load({}) == load({"TOPOFMIND_STORE": "", "TOPOFMIND_PUBLISH": " "}) == Settings()


def test_every_setting_is_read_from_its_variable() -> None:
    given = {
        "TOPOFMIND_STORE": "s3://bucket/x",
        "TOPOFMIND_PUBLISH": "signed-in",
        "TOPOFMIND_SHARE_DAYS": "30",
        "TOPOFMIND_SHARE_MB": "5",
        "TOPOFMIND_SHARES": "3",
        "TOPOFMIND_KEEP": "off",
        "TOPOFMIND_SQL": "off",
        "TOPOFMIND_VISITORS": "12",
        "TOPOFMIND_FRAME_ANCESTORS": "'self' https://*.example.org:8443",
    }
    assert set(given) == {variable(each.name) for each in fields(Settings)}
    assert load(given) == Settings(
        "s3://bucket/x", "signed-in", 30, 5, 3, False, "off", 12, "'self' https://*.example.org:8443"
    )


@pytest.mark.parametrize(
    ("name", "text", "advice"),
    [
        ("TOPOFMIND_PUBLISH", "no", "open, signed-in or off"),
        ("TOPOFMIND_SHARE_DAYS", "0", "a whole number from 1"),
        ("TOPOFMIND_SHARE_DAYS", "30 days", "a whole number from 1"),
        ("TOPOFMIND_SHARE_MB", "-5", "a whole number from 1"),
        ("TOPOFMIND_SHARES", "1e3", "a whole number from 1"),
        ("TOPOFMIND_KEEP", "false", "on or off"),
        ("TOPOFMIND_SQL", "ON", "on or off"),
        ("TOPOFMIND_VISITORS", "many", "a whole number from 1"),
        ("TOPOFMIND_FRAME_ANCESTORS", "*; script-src *", "with spaces between"),
        ("TOPOFMIND_FRAME_ANCESTORS", "https://a.example\nSet-Cookie: x", "with spaces between"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(name: str, text: str, advice: str) -> None:
    with pytest.raises(SettingError, match=re.escape(f"{name} is {text!r}. Write ")) as error:
        load({name: text})
    assert advice in str(error.value)
    assert isinstance(error.value, LogError)


def test_a_misspelt_setting_is_refused_and_the_right_name_told() -> None:
    with pytest.raises(SettingError, match="TOPOFMIND_PUBLISHING is no setting, TOPOFMIND_PUBLISH is one"):
        load({"TOPOFMIND_PUBLISHING": "off"})


def test_variables_that_are_no_business_of_ours_are_left_alone() -> None:
    assert load({"TOPOFMIND_SERVICE_HOST": "10.0.0.1", "TOPOFMIND_PORT": "80", "STORE": "x"}) == Settings()


def test_the_readme_lists_every_setting_with_what_holds_unless_it_is_set() -> None:
    rows = re.findall(r"^\| `(TOPOFMIND_\w+)` \| `([^`]+)` \|", README, re.MULTILINE)
    usual = {variable(each.name): each.default for each in fields(Settings)}
    assert dict(rows) == {name: "on" if value is True else str(value) for name, value in usual.items()}
