"""Every answer of the logs in some folders, to see which numbers a change changes.

    python -m scripts.compare_answers dump before.jsonl FOLDER …      in a checkout of the code before
    python -m scripts.compare_answers dump after.jsonl FOLDER …       in one of the code after
    python -m scripts.compare_answers diff before.jsonl after.jsonl   exit code 1 where anything differs

One line for each thing: the file, what it is, and its value. Dates are read as day first where a file leaves it open.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from analysis.ask import ask
from analysis.filters import Filters
from analysis.question import Question
from analysis.questions import QUESTIONS
from data.errors import LogError
from data.imports.choices import Choices
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

TODAY = date(2026, 11, 30)
FILTERS = {"all": Filters(), "some": Filters(since=date(2018, 1, 1), channels=("email", "unknown"))}
VARIANTS = {
    "by": ("all", "channel", "strategy", "stage"),
    "split": ("stage",),
    "per": ("contact", "opportunity"),
    "basis": ("recorded", "within"),
    "within": (7,),
    "outcome": ("further",),
}
"""What a question is asked with besides its defaults, one at a time."""


def dump(target: Path, folders: list[Path]) -> None:
    """Write what is understood and answered of each file in the folders."""
    with target.open("w", encoding="utf-8") as lines:
        for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
            for what, value in describe_file(path):
                print(json.dumps([str(path), what, value], ensure_ascii=False, default=str), file=lines)


def describe_file(path: Path) -> Iterator[tuple[str, Any]]:
    """The import report of a file and every answer to it, each with its name."""
    try:
        log = import_log(Upload(path.read_bytes(), path.name))
        if log.report.open_questions:
            log.close()
            log = import_log(Upload(path.read_bytes(), path.name, Choices(dates="dmy")))
        yield "report", log.report.to_json()
        measured = log.measure(today=TODAY)
    except LogError as error:
        yield "refused", str(error)
        return
    yield "clean log", measured.clean_table().to_pylist()
    for question in QUESTIONS.values():
        for parameters in list_variants(question):
            for name, filters in FILTERS.items():
                yield (
                    f"{question.key} {json.dumps(parameters)} {name}",
                    answer(measured, question, filters, parameters),
                )
    log.close()


def list_variants(question: Question) -> list[dict[str, Any]]:
    """The defaults, and then each parameter with another value."""
    return [
        {},
        *({name: value} for name in VARIANTS if name in question.defaults for value in VARIANTS[name]),
    ]


def answer(log: MeasuredLog, question: Question, filters: Filters, parameters: dict[str, Any]) -> Any:
    """The answer as `ask --json` has it, without its SQL; or why there is none."""
    try:
        found = ask(log, question.key, filters, **parameters).to_json()
    except LogError as error:
        return str(error)
    return {key: value for key, value in found.items() if key != "sql"}


def diff(before: Path, after: Path) -> int:
    """Print what differs between two dumps; returns how much."""
    one, other = read_dump(before), read_dump(after)
    different = [key for key in one | other if one.get(key) != other.get(key)]
    for key in different:
        print(*key, json.dumps(one.get(key)), json.dumps(other.get(key)), sep="\n  ")
    print(f"{len(different):,} differ, {len(one | other) - len(different):,} are the same.")
    return len(different)


def read_dump(path: Path) -> dict[tuple[str, str], Any]:
    """The values of a dump by file and name."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(file, what): value for file, what, value in lines}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["dump", target, *folders]:
            dump(Path(target), [Path(folder) for folder in folders])
        case ["diff", before, after]:
            sys.exit(diff(Path(before), Path(after)) > 0)
        case _:
            sys.exit(__doc__)
