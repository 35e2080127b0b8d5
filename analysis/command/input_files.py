"""The files that a command line names: read with what its options say about them, or written."""

from __future__ import annotations

import argparse
import os
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import LogError

if TYPE_CHECKING:
    from data.imports.log import ImportedLog, MeasuredLog
    from data.imports.report import OpenQuestion
    from data.imports.upload import Upload

# What a command needs is imported when it runs, so that none waits for what only another one needs.


class UnusableInput(LogError):
    """A command line, or a file that it names, that nothing can be done with."""


def refuse_overwriting(options: argparse.Namespace) -> None:
    """Refuse to write a report over one of the files it is made from."""
    if options.output.exists() and any(options.output.samefile(file) for file in options.files):
        raise UnusableInput(
            f"The report would overwrite your log. Give it another name than {options.output}."
        )


def read_measured_log(options: argparse.Namespace) -> MeasuredLog:
    """The log of the files, measured. Raises UnusableInput while a question about it is open."""
    log = read_log(options)
    for need in log.report.open_questions:
        raise UnusableInput(f"{need.question} Say so with {_options_for(need)}.")
    return log.measure(today=date.today(), as_of=options.as_of)


def read_log(options: argparse.Namespace) -> ImportedLog:
    """The files that were named, as one log. Raises LogError for files that can't be used."""
    from data.combine.merge import QuestionLeftOpen, merge
    from data.imports.log import import_log

    files = [_read_file(options, path) for path in options.files]
    for header in options.map:
        if not any(header in file.choices.columns for file in files):
            raise UnusableInput(f"None of these files has a column “{header}”.")
    try:
        file = merge(files) if len(files) > 1 else files[0]
    except QuestionLeftOpen as error:
        raise UnusableInput(f"{error} Say so with {_options_for(error.question)}.") from error
    return import_log(file)


def _read_file(options: argparse.Namespace, path: Path) -> Upload:
    """A file with what the options say about it; of several files, each gets its own columns only."""
    from data.exports.detect import detect_export
    from data.imports.choices import Choices
    from data.imports.upload import Upload
    from data.schema.mapping import unique_names
    from data.schema.saved_mapping import restore_mapping
    from data.schema.vocabulary import normalise

    upload = Upload(read_content(path), file_name(path), Choices(part=options.sheet))
    saved = (
        restore_mapping(read_content(options.mapping), detect_export(upload))
        if options.mapping
        else Choices()
    )
    columns = options.map
    if columns and len(options.files) > 1:
        present = set(map(normalise, unique_names(detect_export(upload).sheet.header)))
        columns = {header: column for header, column in columns.items() if normalise(header) in present}
    choices = Choices(
        columns={**saved.columns, **columns},
        dates=options.dates or saved.dates,
        words=saved.words,
        rules=saved.rules,
        chosen={**saved.chosen, **options.answer},
        read_text=options.read_text or saved.read_text,
        part=options.sheet,
    )
    return replace(upload, choices=choices)


def _options_for(need: OpenQuestion) -> str:
    """The options that answer a question."""
    return " or ".join(_option(need, choice) for choice in need.choices)


def list_open_questions(log: ImportedLog) -> list[str]:
    """The questions that may change an answer, each with the options that answer it."""
    return [
        f"Open: {need.question} Say so with {_options_for(need)}." for need in log.report.optional_questions
    ]


def _option(need: OpenQuestion, choice: str) -> str:
    """The option that gives an answer."""
    key = need.key
    if key == "column":
        said = need.columns_with(choice)
        return " ".join(f"--map {shlex.quote(f'{name}={meaning}')}" for name, meaning in said.items())
    return f"--dates {choice}" if key == "dates" else f"--answer {shlex.quote(f'{key}={choice}')}"


def file_name(file: Path) -> str:
    """The name of a file as text that can be written, whatever bytes it is made of."""
    return os.fsencode(file.name).decode("utf-8", "replace")


def read_content(file: Path) -> bytes:
    """What a file holds. Raises UnusableInput for one that can't be read."""
    from data.files import limits

    try:
        if file.is_dir():
            raise UnusableInput(f"{file} is a folder. Name a file in it.")
        limits.refuse_large(file.stat().st_size, file.name)
        return file.read_bytes()
    except FileNotFoundError:
        raise UnusableInput(f"There is no file {file}.") from None
    except OSError as error:
        raise UnusableInput(f"{file} could not be read: {error.strerror}.") from error


def write_text(file: Path, text: str) -> None:
    """Write a text as UTF-8. Raises UnusableInput where that can't be done."""
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnusableInput(f"{file} could not be written: {error.strerror}.") from error
