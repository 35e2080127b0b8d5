"""Keeping a log beyond its session, bringing it back and deleting it, without a browser."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.imports.upload import Upload
from data.settings import variable
from data.store import saved_log
from data.store.saved_log import SavedLog
from tests.pages.conftest import Bring
from tests.pages.screen import click, markup, plain, visit
from tests.pages.test_log import TOUCHES
from tests.paths import ROOT
from tests.patience import CEILING

pytestmark = pytest.mark.usefixtures("folder")
KEPT_FOR = "It stays until"


@pytest.fixture
def owner(bring: Bring) -> AppTest:
    """Someone who keeps their log."""
    return click(bring(TOUCHES), "Keep this log")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def key(app: AppTest) -> SavedLog:
    found: SavedLog = app.session_state["keeping"].log
    return found


def with_key(content: str, place: str = "first key", app: AppTest | None = None) -> AppTest:
    """A session, a new one if none is given, in which a key file was chosen."""
    app = app or AppTest.from_file(ROOT / "app.py", default_timeout=CEILING).run()
    return app.file_uploader(key=place).upload("key.txt", content.encode(), "text/plain").run()


def says(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def test_nothing_is_kept_before_one_asks_for_it(bring: Bring, folder: Path) -> None:
    app = bring(TOUCHES)
    assert "what is stored opens to nobody without it" in plain(app)
    assert files(folder) == []


def test_a_kept_log_says_until_when(owner: AppTest, folder: Path) -> None:
    assert KEPT_FOR in plain(owner)
    assert len(files(folder)) == 1


def test_the_key_file_brings_back_file_mapping_date_and_filters(bring: Bring) -> None:
    app = click(bring(TOUCHES + b"2026-03-09,brieftaube,Looms,\n"), "Keep this log")
    now: Upload = app.session_state["upload"]
    said = replace(now.choices, columns={"company": "contact"}, words={("channel", "brieftaube"): "letter"})
    app.session_state["upload"] = replace(now, choices=said, as_of=date(2026, 3, 10))
    app.session_state["channel"], app.session_state["since"] = ["letter"], date(2026, 3, 3)
    visit(app, "log")
    back = click(with_key(saved_log.write_key_file(key(app))), "Bring it back")
    assert back.session_state["upload"] == app.session_state["upload"]
    assert (back.session_state["channel"], back.session_state["since"]) == (["letter"], date(2026, 3, 3))


def test_a_change_is_kept_once(owner: AppTest) -> None:
    owner.session_state["stage"] = ["applied"]
    assert key(owner.run()).version == 2
    assert owner.session_state["keeping"].content.filters == {"stage": ["applied"]}
    assert key(owner.run()).version == 2


def test_a_log_that_is_brought_back_goes_on_being_kept(owner: AppTest) -> None:
    back = click(with_key(saved_log.write_key_file(key(owner))), "Bring it back")
    click(back, "Nothing is missing: count until yesterday")
    assert key(back) == replace(key(owner), version=2)


def test_a_copy_not_used_for_long_is_written_anew_when_it_is_brought_back(
    owner: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.components.log.save.RENEW_AFTER", -saved_log.GRACE)
    assert key(click(with_key(saved_log.write_key_file(key(owner))), "Bring it back")).version == 2


def test_deleting_the_copy_leaves_a_receipt_the_session_and_no_file(owner: AppTest, folder: Path) -> None:
    click(owner, "Delete the kept copy")
    assert owner.success[0].value.startswith("Your kept log, ")
    assert (files(folder), owner.title[0].value) == ([], "Your log")


def test_the_key_file_deletes_without_opening(owner: AppTest, folder: Path) -> None:
    other = click(with_key(saved_log.write_key_file(key(owner))), "Delete it for good")
    assert files(folder) == []
    assert (other.title[0].value, len(other.success)) == ("Which follow-ups get answers?", 1)


def test_deleting_the_log_of_the_session_leaves_the_copy(owner: AppTest, folder: Path) -> None:
    assert "A kept copy stays where it is" in markup(owner)
    click(owner, "Yes, delete it")
    assert ("keeping" in owner.session_state, len(files(folder))) == (False, 1)


def test_a_file_that_is_no_key_is_refused_in_a_sentence() -> None:
    assert says(with_key("owner key: x")) == [
        "This file holds no key to a kept log. Bring the text file that you got when you kept it."
    ]


def test_a_key_to_nothing_says_so(owner: AppTest) -> None:
    text = saved_log.write_key_file(key(owner))
    click(owner, "Delete the kept copy")
    assert says(click(with_key(text), "Bring it back")) == [str(saved_log.SavedLogGone())]


def test_damage_says_so_and_can_still_be_deleted(owner: AppTest, folder: Path) -> None:
    [path] = files(folder)
    path.write_bytes(path.read_bytes()[:-1])
    other = click(with_key(saved_log.write_key_file(key(owner))), "Bring it back")
    assert says(other) == [str(saved_log.SavedLogDamaged())]
    click(other, "Delete it for good")
    assert files(folder) == []


def test_what_another_tab_kept_is_not_overwritten(owner: AppTest) -> None:
    other = click(with_key(saved_log.write_key_file(key(owner))), "Bring it back")
    click(other, "Nothing is missing: count until yesterday")
    owner.session_state["channel"] = ["email"]
    owner.run()
    assert owner.warning[0].value == str(saved_log.SavedElsewhere())
    assert (
        key(click(owner, "Keep it under a new key") and click(owner, "Keep this log")).place
        != key(other).place
    )


def test_a_host_may_keep_nothing(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable("keep"), "off")
    app = bring(TOUCHES)
    assert [button.label for button in app.button if "Keep" in button.label] == []
    assert "another key" not in [uploader.key for uploader in app.get("file_uploader")]
