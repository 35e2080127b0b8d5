"""The same answers without a browser."""

from __future__ import annotations

import argparse
import io
import json
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from data.errors import LogError

if TYPE_CHECKING:
    from data.file import File
    from data.log import Log
    from data.understanding import Choices, Need

# What a command needs is imported when it runs, so that none waits for what only another one needs.

CANNOT_USE = 2


class Unusable(LogError):
    """A command line, or a file that it names, that nothing can be done with."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 0, or 2 with one plain sentence on stderr for input that can't be used."""
    try:
        asked = _parser().parse_args(arguments)
        asked.run(asked)
    except LogError as error:
        print(error, file=sys.stderr)
        return CANNOT_USE
    return 0


def table(asked: argparse.Namespace) -> None:
    """The raw table of text as it was read, as CSV."""
    from data.reading.sheet import read, write_csv

    sys.stdout.write(write_csv(read(_content(asked.file), _name(asked.file), asked.sheet)))


def understand(asked: argparse.Namespace) -> None:
    """What was understood of a file, and what became of every row."""
    understood = _log(asked).understanding
    print(_json(understood.to_json()) if asked.json else understood.told())


def ask(asked: argparse.Namespace) -> None:
    """One answer."""
    from analysis.ask import ask as ask_log
    from analysis.ask import question_for

    question_for(asked.question)
    chosen = {**asked.param, **({"by": asked.by} if asked.by else {})}
    answer = ask_log(_measured(asked), asked.question, **chosen)
    print(_json(answer.to_json()) if asked.json else answer.told())


def questions(asked: argparse.Namespace) -> None:
    """Every question that can be asked."""
    from analysis.catalogue import QUESTIONS
    from analysis.markdown import catalogue, written_into

    if asked.markdown is None:
        width = max(map(len, QUESTIONS))
        print("\n".join(f"{question.key:{width}}  {question.title}" for question in QUESTIONS.values()))
    elif asked.markdown == "-":
        print(catalogue())
    else:
        readme = Path(asked.markdown)
        _write(readme, written_into(_content(readme).decode()))


def report(asked: argparse.Namespace) -> None:
    """All answers in one self-contained HTML file."""
    from analysis.report import html

    log = _measured(asked)
    _spare_the_log(asked)
    _write(asked.output, html(log))


def proof(asked: argparse.Namespace) -> None:
    """What was done in each week to find work, for the office that asks: to print, or as CSV if the name says so."""
    from analysis import export
    from analysis.proof import Proof, found, rows
    from analysis.proof.page import html

    log = _measured(asked)
    _spare_the_log(asked)
    held = found(log, asked.client)
    if not held.activities:
        raise Unusable("No activity in this log has a date, so there is no week to show.")
    since, until = asked.since or held.activities[0].day, asked.until or held.activities[-1].day
    if until < since:
        raise Unusable(f"--until {until} is before {since}. Give the earlier day to --since.")
    made = Proof(held.activities, since, until, log.as_of, asked.target, asked.counts, asked.begins)
    table = asked.output.suffix.lower() == ".csv"
    _write(asked.output, export.csv(rows(made)) if table else html(made, date.today(), reviewed=False))
    print(
        "\n".join([made.told(), *(f"Not in it: {number:,} {why}." for why, number in held.left_out.items())])
    )


def _spare_the_log(asked: argparse.Namespace) -> None:
    if asked.output.exists() and any(asked.output.samefile(file) for file in asked.files):
        raise Unusable(f"The report would overwrite your log. Give it another name than {asked.output}.")


def _measured(asked: argparse.Namespace) -> Log:
    log = _log(asked)
    for need in log.understanding.needs:
        raise Unusable(f"{need.question} Say so with {_ways(need)}.")
    return log.measure(today=date.today(), as_of=asked.as_of)


def _log(asked: argparse.Namespace) -> Log:
    from data.joined import Unanswered, join
    from data.log import Log

    files = [_file(asked, path) for path in asked.files]
    for header in asked.map:
        if not any(header in file.choices.columns for file in files):
            raise Unusable(f"None of these files has a column “{header}”.")
    try:
        file = join(files) if len(files) > 1 else files[0]
    except Unanswered as error:
        raise Unusable(f"{error} Say so with {_ways(error.need)}.") from error
    return Log(file.content, file.name, file.choices)


def _file(asked: argparse.Namespace, path: Path) -> File:
    """A file with what the options say about it; of several, each is told of its own columns only."""
    from data.file import File
    from data.known import brought
    from data.meaning.mapping import named
    from data.meaning.vocabulary import normal
    from data.understanding import Choices

    content, name = _content(path), _name(path)
    said = _saved(asked, content, name) if asked.mapping else Choices()
    meant = asked.map
    if meant and len(asked.files) > 1:
        there = set(map(normal, named(brought(content, name, Choices(part=asked.sheet)).sheet.header)))
        meant = {header: column for header, column in meant.items() if normal(header) in there}
    choices = Choices(
        columns={**said.columns, **meant},
        dates=asked.dates or said.dates,
        words=said.words,
        answers={**said.answers, **asked.answer},
        read_text=asked.read_text or said.read_text,
        part=asked.sheet,
    )
    return File(content, name, choices)


def _saved(asked: argparse.Namespace, content: bytes, name: str) -> Choices:
    """What was said about an earlier file of the same columns."""
    from data.known import brought
    from data.meaning.saved_mapping import restore
    from data.understanding import Choices

    return restore(_content(asked.mapping), brought(content, name, Choices(part=asked.sheet)))


def _ways(need: Need) -> str:
    """The options that answer a question."""
    return " or ".join(_option(need.key, choice) for choice in need.choices)


def _option(key: str, choice: str) -> str:
    """The option that gives an answer."""
    return f"--dates {choice}" if key == "dates" else f"--answer {shlex.quote(f'{key}={choice}')}"


def _name(file: Path) -> str:
    """The name of a file as text that can be written, whatever bytes it is made of."""
    return os.fsencode(file.name).decode("utf-8", "replace")


def _content(file: Path) -> bytes:
    from data.reading import limits

    try:
        if file.is_dir():
            raise Unusable(f"{file} is a folder. Name a file in it.")
        limits.refuse_large(file.stat().st_size, file.name)
        return file.read_bytes()
    except FileNotFoundError:
        raise Unusable(f"There is no file {file}.") from None
    except OSError as error:
        raise Unusable(f"{file} could not be read: {error.strerror}.") from error


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Unusable(f"{file} could not be written: {error.strerror}.") from error


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        added = commands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__)
        added.set_defaults(run=run)
        return added

    tables = _takes_part(command(table))
    tables.add_argument("file", metavar="FILE", type=Path, help="a table of any kind")
    understands = _takes_choices(_takes_files(command(understand)))
    understands.add_argument("--json", action="store_true", help="with every detail, for programs")

    asks = command(ask)
    asks.add_argument("question", metavar="QUESTION", help="a key that `questions` lists")
    _takes_choices(_takes_files(asks))
    asks.add_argument("--by", metavar="COLUMN", help="break the answer down by this column of the file")
    asks.add_argument(
        "--param",
        action=_Pairs,
        default={},
        metavar="NAME=VALUE",
        help="within, per, basis …; can be repeated",
    )
    _takes_day(asks)
    asks.add_argument("--json", action="store_true", help="with every detail, for programs")

    lists = command(questions)
    lists.add_argument(
        "--markdown",
        nargs="?",
        const="-",
        metavar="README.md",
        help="with their columns, as the README has it",
    )

    reports = _takes_choices(_takes_files(command(report)))
    reports.add_argument("-o", "--output", type=Path, required=True, metavar="report.html")
    _takes_day(reports)

    _takes_weeks(_takes_choices(_takes_files(command(proof))))
    return parser


def _takes_weeks(proves: argparse.ArgumentParser) -> None:
    """What a proof of search is made with."""
    proves.add_argument("-o", "--output", type=Path, required=True, metavar="proof.html")
    proves.add_argument("--target", type=_number, default=3, metavar="NUMBER", help="for each week (3)")
    proves.add_argument(
        "--counts", choices=("activities", "employers"), default="activities", help="what it counts"
    )
    proves.add_argument(
        "--begins", choices=("monday", "saturday", "sunday"), default="monday", help="of each week"
    )
    proves.add_argument("--since", type=_day, metavar="DATE", help="from the week of this day")
    proves.add_argument("--until", type=_day, metavar="DATE", help="to the week of this day")
    proves.add_argument("--client", metavar="NAME", help="whose search, in a log of several people")
    _takes_day(proves)


def _takes_files(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument(
        "files",
        metavar="FILE",
        type=Path,
        nargs="+",
        help="a table of your activity, of any kind; several are read as one log",
    )
    return _takes_part(command)


def _takes_part(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument(
        "--sheet", metavar="NAME", help="which sheet of a workbook, or file of an archive, to read"
    )
    return command


def _takes_choices(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument(
        "--dates", choices=("dmy", "mdy", "ymd"), help="how dates like 03/04/2026 are written"
    )
    command.add_argument(
        "--map",
        action=_Pairs,
        default={},
        metavar="HEADER=COLUMN",
        help="what a column of the file means; can be repeated",
    )
    command.add_argument(
        "--answer",
        action=_Pairs,
        default={},
        metavar="KEY=ANSWER",
        help="the answer to a question about the file; can be repeated",
    )
    command.add_argument(
        "--mapping",
        type=Path,
        metavar="MAPPING.json",
        help="what was said in the app about a file of the same columns",
    )
    command.add_argument("--read-text", action="store_true", help="read the texts of a mailbox too")
    return command


def _takes_day(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", type=_day, metavar="DATE", help="the last day to count, as 2026-09-03")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2026-09-03") from None


def _number(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 1")
    return int(text)


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence, instead of printing its usage first."""

    def error(self, message: str) -> NoReturn:
        raise Unusable(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.")


class _Pairs(argparse.Action):
    """`--map k=v`, as often as wanted, gathered into one dict. The last = counts: headers may hold others."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: str | None = None
    ) -> None:
        name, sign, value = str(values).rpartition("=")
        if not sign or not name:
            parser.error(f"{option} takes name=value, not “{values}”")
        setattr(namespace, self.dest, {**getattr(namespace, self.dest), name: value})


def _as_a_command() -> int:
    """`main` in UTF-8 whatever the locale says, and in silence when whoever reads has read enough."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at its exit: that has to go where nobody misses it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(_as_a_command())
