"""The options of the command line."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from analysis.command.input_files import UnusableInput


def add_proof_options(command: argparse.ArgumentParser) -> None:
    """What a proof of search is made with."""
    command.add_argument("-o", "--output", type=Path, required=True, metavar="proof.html")
    command.add_argument(
        "--target", type=_parse_number, default=3, metavar="NUMBER", help="for each week (3)"
    )
    command.add_argument(
        "--counts", choices=("activities", "employers"), default="activities", help="what it counts"
    )
    command.add_argument(
        "--begins", choices=("monday", "saturday", "sunday"), default="monday", help="of each week"
    )
    command.add_argument("--since", type=_parse_day, metavar="DATE", help="from the week of this day")
    command.add_argument("--until", type=_parse_day, metavar="DATE", help="to the week of this day")
    command.add_argument("--client", metavar="NAME", help="whose search, in a log of several people")
    add_day_option(command)


def add_file_options(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The files to read, and which part of them."""
    command.add_argument(
        "files",
        metavar="FILE",
        type=Path,
        nargs="+",
        help="a table of your activity, of any kind; several are read as one log",
    )
    return add_part_option(command)


def add_part_option(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Which sheet of a workbook, or file of an archive."""
    command.add_argument(
        "--sheet", metavar="NAME", help="which sheet of a workbook, or file of an archive, to read"
    )
    return command


def add_choice_options(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """What can be said about a file."""
    command.add_argument(
        "--dates", choices=("dmy", "mdy", "ymd"), help="how dates like 03/04/2026 are written"
    )
    command.add_argument(
        "--map",
        action=PairsAction,
        default={},
        metavar="HEADER=COLUMN",
        help="what a column of the file means; can be repeated",
    )
    command.add_argument(
        "--answer",
        action=PairsAction,
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


def add_day_option(command: argparse.ArgumentParser) -> None:
    """The day until which a log is counted."""
    command.add_argument(
        "--as-of", type=_parse_day, metavar="DATE", help="the last day to count, as 2026-09-03"
    )


def _parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date; write it as 2026-09-03") from None


def _parse_number(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 1")
    return int(text)


class CommandParser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence, instead of printing its usage first."""

    def error(self, message: str) -> NoReturn:
        raise UnusableInput(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.")


class PairsAction(argparse.Action):
    """`--map k=v`, as often as wanted, gathered into one dict. The last = counts: headers may hold others."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: str | None = None
    ) -> None:
        name, sign, value = str(values).rpartition("=")
        if not sign or not name:
            parser.error(f"{option} takes name=value, not “{values}”")
        setattr(namespace, self.dest, {**getattr(namespace, self.dest), name: value})
