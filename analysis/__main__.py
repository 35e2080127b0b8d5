"""The same answers without a browser."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from analysis.command.input_files import (
    UnusableInput,
    file_name,
    list_open_questions,
    read_content,
    read_log,
    read_measured_log,
    refuse_overwriting,
    write_text,
)
from analysis.command.options import (
    CommandParser,
    PairsAction,
    add_choice_options,
    add_day_option,
    add_file_options,
    add_part_option,
    add_proof_options,
)
from data.errors import LogError

# What a command needs is imported when it runs, so that none waits for what only another one needs.

CANNOT_USE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 0, or 2 with one plain sentence on stderr for input that can't be used."""
    try:
        options = _parser().parse_args(arguments)
        options.run(options)
    except LogError as error:
        print(error, file=sys.stderr)
        return CANNOT_USE
    return 0


def table(options: argparse.Namespace) -> None:
    """The raw table of text as it was read, as CSV."""
    from data.files.sheet import write_csv
    from data.imports.tables import read_table

    sys.stdout.write(
        write_csv(read_table(read_content(options.file), file_name(options.file), options.sheet))
    )


def understand(options: argparse.Namespace) -> None:
    """What was understood of a file, and what became of every row."""
    report = read_log(options).report
    print(_json(report.to_json()) if options.json else report.as_text())


def ask(options: argparse.Namespace) -> None:
    """One answer."""
    from analysis.ask import ask as ask_log
    from analysis.ask import question_for

    question_for(options.question)
    chosen = {**options.param, **({"by": options.by} if options.by else {})}
    log = read_measured_log(options)
    answer, open_questions = ask_log(log, options.question, **chosen), list_open_questions(log)
    if options.json:
        print(_json(answer.to_json() | ({"open_questions": open_questions} if open_questions else {})))
    else:
        print("\n".join([answer.as_text(), *open_questions]))


def questions(options: argparse.Namespace) -> None:
    """Every question that can be asked."""
    from analysis.catalogue_markdown import catalogue, insert_catalogue
    from analysis.questions import QUESTIONS

    if options.markdown is None:
        width = max(map(len, QUESTIONS))
        print("\n".join(f"{question.key:{width}}  {question.title}" for question in QUESTIONS.values()))
    elif options.markdown == "-":
        print(catalogue())
    else:
        readme = Path(options.markdown)
        write_text(readme, insert_catalogue(read_content(readme).decode()))


def report(options: argparse.Namespace) -> None:
    """All answers in one self-contained HTML file."""
    from analysis.report.report_html import render_report

    log = read_measured_log(options)
    refuse_overwriting(options)
    write_text(options.output, render_report(log))


def proof(options: argparse.Namespace) -> None:
    """What was done in each week to find work, for the office that asks: to print, or as CSV if the name says so."""
    from analysis import export
    from analysis.proof.proof_html import render_proof
    from analysis.proof.weeks import Proof, find_activities, list_rows

    log = read_measured_log(options)
    refuse_overwriting(options)
    search = find_activities(log, options.client)
    if not search.activities:
        raise UnusableInput("No activity in this log has a date, so there is no week to show.")
    since, until = options.since or search.activities[0].day, options.until or search.activities[-1].day
    if until < since:
        raise UnusableInput(f"--until {until} is before {since}. Give the earlier day to --since.")
    made = Proof(search.activities, since, until, log.as_of, options.target, options.counts, options.begins)
    table = options.output.suffix.lower() == ".csv"
    write_text(
        options.output,
        export.write_csv(list_rows(made)) if table else render_proof(made, date.today(), reviewed=False),
    )
    print("\n".join([made.summary(), *search.left_out_sentences(log.report)]))


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        added = commands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__)
        added.set_defaults(run=run)
        return added

    tables = add_part_option(command(table))
    tables.add_argument("file", metavar="FILE", type=Path, help="a table of any kind")
    understands = add_choice_options(add_file_options(command(understand)))
    understands.add_argument("--json", action="store_true", help="with every detail, for programs")

    asks = command(ask)
    asks.add_argument("question", metavar="QUESTION", help="a key that `questions` lists")
    add_choice_options(add_file_options(asks))
    asks.add_argument("--by", metavar="COLUMN", help="break the answer down by this column of the file")
    asks.add_argument(
        "--param",
        action=PairsAction,
        default={},
        metavar="NAME=VALUE",
        help="within, per, basis …; can be repeated",
    )
    add_day_option(asks)
    asks.add_argument("--json", action="store_true", help="with every detail, for programs")

    lists = command(questions)
    lists.add_argument(
        "--markdown",
        nargs="?",
        const="-",
        metavar="README.md",
        help="with their columns, as the README has it",
    )

    reports = add_choice_options(add_file_options(command(report)))
    reports.add_argument("-o", "--output", type=Path, required=True, metavar="report.html")
    add_day_option(reports)

    add_proof_options(add_choice_options(add_file_options(command(proof))))
    return parser


def _run_command_line() -> int:
    """`main` in UTF-8 whatever the locale says, and without an error when the reader of its output stops reading."""
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
    sys.exit(_run_command_line())
