"""The command line, asked as a person or a program would."""

import json
import os
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from analysis import __main__
from analysis.__main__ import main
from analysis.ask import ask
from analysis.questions import QUESTIONS
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.paths import CLEAN_LOG, JOB_SEEKER, ROOT
from tests.workbooks import xlsx

CLEAN = str(CLEAN_LOG)
MESSY = str(JOB_SEEKER)
SAYS_LITTLE = ("channel,outcome\nemail,reply\n", "sent_at,channel\n2026-03-02,email\n", "sent_at,channel\n")
AMBIGUOUS = "Sent,Channel,Company\n03/04/2026,email,Imaginary Teapots\n05/04/2026,email,Fictional Kites\n"


def shell(
    command: str, *, check: bool = True, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m analysis …` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "analysis", *shlex.split(command)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=check,
    )


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run one command here, and return what it printed."""
    assert main(arguments) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run one command that can't be used, and return the sentence on stderr."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    return printed.err.strip()


@pytest.fixture
def ambiguous(tmp_path: Path) -> str:
    path = tmp_path / "log.csv"
    path.write_text(AMBIGUOUS)
    return str(path)


def test_an_answer_comes_as_json() -> None:
    answer = json.loads(shell("ask response_by_channel data/samples/clean.csv --json").stdout)
    [email] = [row for row in answer["rows"] if row["name"] == "email"]
    assert (answer["question"], answer["as_of"], answer["basis"]) == (
        "response_by_channel",
        "2026-09-03",
        "within",
    )
    assert (email["n"], email["replies"]) == (52, 17)


def test_callbacks_by_race_match_bertrand_and_mullainathan_2004_table_1(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = str(shared_data / "resume_audit_2004" / "openintro_resume.csv")
    means = ("--map", "received_callback=replied", "--map", "job_ad_id=opportunity")
    answer = json.loads(said(capsys, "ask", "response_by_channel", log, *means, "--by", "race", "--json"))
    found = {row["name"]: (row["n"], row["replies"], round(row["rate"], 4)) for row in answer["rows"]}
    assert found == {"white": (2435, 235, 0.0965), "black": (2435, 157, 0.0645)}
    assert answer["basis"] == "so far"


def test_a_report_opens_with_every_question(tmp_path: Path) -> None:
    shell(f"report {shlex.quote(MESSY)} -o report.html", cwd=tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert [key for key in QUESTIONS if f'<section id="{key}">' not in page] == []


def test_text_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("sent_at,channel,Ort\n2026-03-02,email,Zürich 東京\n", encoding="utf-8")
    printed = shell(
        "table log.csv", cwd=tmp_path, LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert printed.stdout == "sent_at,channel,Ort\r\n2026-03-02,email,Zürich 東京\r\n".encode()


def test_a_reader_who_has_seen_enough_causes_no_noise(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("sent_at,channel\n" + "2026-03-02,email\n" * 20_000)
    command = [sys.executable, "-m", "analysis", "table", str(tmp_path / "log.csv")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == b"sent_at,channel\r\n"
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_refusal_is_one_sentence_and_exit_code_2() -> None:
    ended = shell("ask response_by_channel nowhere.csv", check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, b"", b"There is no file nowhere.csv.\n")


@pytest.fixture(scope="module", params=SAYS_LITTLE, ids=lambda text: text.split("\n")[1] or "no rows")
def says_little(request: pytest.FixtureRequest) -> MeasuredLog:
    return import_log(Upload(request.param.encode(), "log.csv")).measure(today=date(2026, 9, 20))


@pytest.fixture(scope="module")
def messy() -> MeasuredLog:
    return import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).measure(today=date.today())


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_in_json_that_any_program_reads(
    question: str, messy: MeasuredLog, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(__main__, "read_measured_log", lambda _: messy)  # read once for all questions
    answer = json.loads(said(capsys, "ask", question, MESSY, "--json"), parse_constant=pytest.fail)
    known = set(QUESTIONS[question].columns)
    assert [row for row in answer["rows"] if set(row) != known] == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_an_answer_for_a_log_that_says_little(
    question: str, says_little: MeasuredLog
) -> None:
    answer = ask(says_little, question).to_json()
    assert json.loads(json.dumps(answer, allow_nan=False))["verdict"]


def test_a_plain_answer_holds_question_verdict_and_table(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "ask", "response_by_channel", CLEAN, "--by", "personalised").splitlines()
    assert told[0] == "Which channels get replies?"
    assert {line.split()[0] for line in told[3:5]} <= {"name", "personalised", "not"}


def test_parameters_reach_the_question(capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ("--param", "within=14", "--param", "per=contact", "--as-of", "2026-06-01")
    answer = json.loads(said(capsys, "ask", "response_by_channel", CLEAN, *chosen, "--json"))
    asked = answer["parameters"]
    assert (asked["within"], asked["per"], answer["as_of"]) == (14, "contact", "2026-06-01")


def test_every_row_of_a_messy_log_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "understand", MESSY, "--json"))
    fates = found["accepted"] + found["duplicates"] + found["skipped"] + len(found["rejects"])
    assert (found["rows_in"], fates) == (187, 187)
    assert (found["rejects"][0]["column"], found["rejects"][0]["value"]) == ("Date sent", "2?/05/2026")


def test_a_file_with_an_open_question_is_understood(
    ambiguous: str, capsys: pytest.CaptureFixture[str]
) -> None:
    [need] = json.loads(said(capsys, "understand", ambiguous, "--json"))["needs"]
    assert (need["columns"], need["choices"]) == (["Sent"], ["dmy", "mdy"])


def test_an_answer_waits_for_the_order_of_the_dates(
    ambiguous: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, "ask", "summary", ambiguous).endswith("Say so with --dates dmy or --dates mdy.")
    answer = json.loads(said(capsys, "ask", "summary", ambiguous, "--dates", "mdy", "--json"))
    assert (answer["rows"][0]["first_on"], answer["rows"][0]["last_on"]) == ("2026-03-04", "2026-05-04")


def test_a_header_may_hold_an_equals_sign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.csv"
    path.write_text("sent_at,a=b\n2026-03-02,email\n")
    found = json.loads(said(capsys, "understand", str(path), "--map", "a=b=channel", "--json"))
    assert found["mapping"] == {"sent_at": "sent_at", "a=b": "channel"}


def test_the_catalogue_lists_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "questions").splitlines()
    assert [line.split("  ")[0] for line in lines] == list(QUESTIONS)
    assert all(line.endswith("?") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("ask summary nowhere.csv", "There is no file nowhere.csv."),
        ("ask summary .", ". is a folder. Name a file in it."),
        ("ask summary empty.csv", "empty.csv is empty; choose the file that holds your log."),
        ("understand picture.csv", "picture.csv is not a text file; export your log as CSV and try again."),
        ("ask why log.csv", f"There is no question “why”. There are: {', '.join(QUESTIONS)}."),
        (
            "ask response_by_channel log.csv --by shoes",
            "Your log has no column “shoes”. It has: channel, Ort.",
        ),
        (
            "ask summary log.csv --by channel",
            "“Where does the search stand?” has no parameter by. It has: per, within, basis.",
        ),
        (
            "ask summary log.csv --param within=soon",
            "within can't be “soon”. It is a number of days, 1 to 366.",
        ),
        (
            "ask summary log.csv --param within",
            "--param takes name=value, not “within”. See python -m analysis ask --help.",
        ),
        (
            "ask summary log.csv --as-of today",
            "Argument --as-of: “today” is no date; write it as 2026-09-03. See python -m analysis ask --help.",
        ),
        (
            "understand log.csv --map Stadt=company",
            "Your file has no column “Stadt”. It has: sent_at, channel, Ort.",
        ),
        (
            "report log.csv -o log.csv",
            "The report would overwrite your log. Give it another name than log.csv.",
        ),
        ("report log.csv -o no/r.html", "no/r.html could not be written: No such file or directory."),
        ("ask summary", "The following arguments are required: FILE. See python -m analysis ask --help."),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(
    arguments: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text("sent_at,channel,Ort\n2026-03-02,email,Bern\n")
    Path("empty.csv").touch()
    Path("picture.csv").write_bytes(bytes(range(256)) * 8)
    assert refused(capsys, *arguments.split()) == sentence


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_without_permission_is_told_in_a_sentence(
    ambiguous: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(ambiguous).chmod(0)
    assert refused(capsys, "understand", ambiguous) == f"{ambiguous} could not be read: Permission denied."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/l\xffg.csv"
    Path(os.fsdecode(odd)).write_text("sent_at,channel\n2026-03-02,email\n")
    command = [sys.executable, "-m", "analysis", "understand", os.fsdecode(odd), "--json"]
    found = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    assert found["name"] == "l\N{REPLACEMENT CHARACTER}g.csv"


def test_a_sheet_is_chosen_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(
        xlsx(Lists=[("colour", "size"), ("red", 1)], Log=[("Date", "Via"), ("2026-01-05", "mail")])
    )
    assert said(capsys, "table", str(path)) == "Date,Via\r\n2026-01-05,mail\r\n"
    assert said(capsys, "table", str(path), "--sheet", "Lists") == "colour,size\r\nred,1\r\n"
    told = json.loads(said(capsys, "understand", str(path), "--json"))
    assert (told["part"], told["parts"]) == ("Log", ["Lists", "Log"])
    assert refused(capsys, "table", str(path), "--sheet", "May") == (
        "log.csv has no part called “May”. It has: Lists, Log."
    )


def test_several_files_are_one_log_and_can_be_told_apart(
    ambiguous: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(said(capsys, "understand", CLEAN, ambiguous, "--dates", "dmy", "--json"))
    assert (
        found["format"],
        found["rows_in"] - json.loads(said(capsys, "understand", CLEAN, "--json"))["rows_in"],
    ) == (
        "Several files",
        2,
    )
    answer = json.loads(
        said(
            capsys, "ask", "response_by_channel", CLEAN, ambiguous, "--dates", "dmy", "--by", "file", "--json"
        )
    )
    assert {row["name"]: row["n"] for row in answer["rows"]}["log.csv"] == 2


def test_of_several_files_the_one_with_an_open_question_is_named(
    ambiguous: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(capsys, "understand", CLEAN, ambiguous)
    assert told.startswith("log.csv: The dates in “Sent”")
    assert told.endswith("Say so with --dates dmy or --dates mdy.")
    assert refused(capsys, "understand", CLEAN, ambiguous, "--map", "Nowhere=channel") == (
        "None of these files has a column “Nowhere”."
    )


def test_an_answer_names_the_questions_that_are_open_with_the_options_that_answer_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "sent_at,Abc,Town\n2026-03-01,Post,Bath\n2026-03-02,Anruf,York\n2026-03-03,Pigeon,Ely\n", "utf-8"
    )
    question = "Open: Is “Abc” the channel? Say so with"
    options = "--map Abc=channel or --map Abc=extra or --map Abc=extra --map Town=channel"
    assert said(capsys, "ask", "summary", str(log)).splitlines()[-1] == f"{question} {options}."
    assert json.loads(said(capsys, "ask", "summary", str(log), "--json"))["open_questions"] == [
        f"{question} {options}."
    ]
    assert "Open:" not in said(capsys, "ask", "summary", str(log), "--map", "Abc=channel")
