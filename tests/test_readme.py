"""What the README says is so: its commands run, its keys and columns are those of the code."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from analysis import catalogue_markdown
from analysis.__main__ import main
from analysis.questions import QUESTIONS
from data.schema.follow_ups import FOLLOW_UP
from data.schema.mapping import CANONICAL
from data.store import object_store
from tests.paths import ROOT, SAMPLES

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^python -m analysis (.+)$", README, re.MULTILINE)
CLEAN = "data/samples/clean.csv"


def section(title: str) -> str:
    """The text below a heading, up to the next one of its kind."""
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def keys(text: str) -> list[str]:
    """The names in the first column of every table of a text."""
    return re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)))


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample logs, to run commands in."""
    shutil.copytree(SAMPLES, tmp_path / "data" / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("checkout")
def test_a_documented_command_runs(command: str) -> None:
    assert main(shlex.split(command)) == 0


def test_every_command_is_documented() -> None:
    assert {command.split()[0] for command in COMMANDS} == {
        "table",
        "understand",
        "ask",
        "questions",
        "report",
        "proof",
    }


def test_the_catalogue_is_up_to_date() -> None:
    assert catalogue_markdown.insert_catalogue(README) == README, (
        "run `python -m analysis questions --markdown README.md` and commit README.md"
    )


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_question_is_in_the_catalogue(question: object) -> None:
    written = catalogue_markdown.catalogue()
    assert f"<code>{question.key}</code> {question.title}" in written  # type: ignore[attr-defined]
    assert [name for name in question.columns if f"| `{name}` |" not in written] == []  # type: ignore[attr-defined]


@pytest.mark.usefixtures("checkout")
def test_the_keys_of_ask_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "summary", CLEAN, "--json"])
    written = section("The command line").split("**`ask --json`**")[1].split("**`understand --json`**")[0]
    assert keys(written) == list(json.loads(capsys.readouterr().out))


@pytest.mark.usefixtures("checkout")
def test_the_keys_of_understand_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    main(["understand", CLEAN, "--json"])
    written = section("The command line").split("**`understand --json`**")[1]
    assert set(keys(written)) == set(json.loads(capsys.readouterr().out))


def test_every_column_of_touch_rows_can_be_mapped() -> None:
    assert [name for name in keys(section("What comes in")) if name not in (*CANONICAL, FOLLOW_UP)] == []


def test_the_setting_of_the_store_is_the_one_that_is_read() -> None:
    assert keys(section("Settings"))[0] == object_store.SETTING


def test_text_without_marks_has_no_place_for_the_catalogue() -> None:
    with pytest.raises(catalogue_markdown.NoPlace, match="There is no place for the catalogue"):
        catalogue_markdown.insert_catalogue("# Another file\n")
