"""Coverage-guided fuzzing of the import, for Linux: `pip install atheris`, then

    python -m tests.fuzz import found ../shared/data data/samples -max_total_time=1200 -timeout=25 -max_len=20000

Each input is a file: its bytes, and a name and choices by its last byte. Nothing may come out of it but a LogError,
each row has one fate, and the clean log, brought again, is the same log. `read` in the place of `import` stops before
the database and is twenty times as fast: what it finds is good to begin with. What follows is libFuzzer's: the folder
for inputs that reach something new, folders of files to begin with, options.
"""

import io
import sys
import zlib
from random import Random
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import atheris

with atheris.instrument_imports(include=["data"]):
    from analysis.export import write_csv
    from data.errors import LogError
    from data.exports.detect import detect_export
    from data.files import container, subprocess_reader
    from data.files.file_kinds import is_archive, is_compound
    from data.imports.choices import Choices
    from data.imports.log import import_log
    from data.imports.upload import Upload
    from data.schema.mapping import propose_mapping

KINDS = ("csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "jsonl", "ics", "mbox", "zip", "parquet")
apart = subprocess_reader._run_task
DAMAGED = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)


def asked(content: bytes) -> tuple[str, Choices]:
    """The name of a file, and what is said about it."""
    last = content[-1] if content else 0
    said = Choices(drop_identical=last >= 0x40, read_text=last >= 0x80)
    return f"log.{KINDS[last % len(KINDS)]}", said


def read(content: bytes) -> None:
    """A file up to the meaning of its columns."""
    name, said = asked(content)
    try:
        export = detect_export(Upload(content, name, said))
    except LogError:
        return
    propose_mapping(export.sheet.header, export.columns, export.shape)


def bring(content: bytes) -> None:
    """A file as far as its clean log, and that log again."""
    name, said = asked(content)
    try:
        log = import_log(Upload(content, name, said))
    except LogError:
        return
    told = log.report
    assert told.rows_in == told.accepted + told.duplicates + told.skipped + len(told.rejects), told
    events = log.clean_table().to_pylist()
    log.close()
    if events:
        again = import_log(Upload(write_csv(events).encode(), "clean.csv"))
        assert again.clean_table().to_pylist() == events
        again.close()


def changed(content: bytes, most: int, seed: int) -> bytes:
    """An input changed at random; of an archive mostly one of its files, so that it still opens."""
    random = Random(seed)  # noqa: S311 - the same change for the same seed
    if not is_archive(content) or random.random() < 0.1:
        return bytes(atheris.Mutate(content, most))
    out = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(content)) as archive, ZipFile(out, "w", ZIP_STORED) as other:
            members = archive.infolist()
            chosen = random.choice(members)
            for member in members:
                inside = archive.read(member)
                other.writestr(member.filename, atheris.Mutate(inside, most) if member is chosen else inside)
    except (*DAMAGED, IndexError):
        return bytes(atheris.Mutate(content, most))
    return out.getvalue() if len(out.getvalue()) <= most else content


def here(content: bytes, asked: dict[str, Any]) -> bytes:
    """What `child` does in a process of its own, in this one, where its coverage is seen.

    Not old workbooks: their reader asks for any memory that a damaged one says.
    """
    if is_compound(content):
        return apart(content, asked)
    try:
        return subprocess_reader.TASKS[asked.pop("task")](container, content, **asked)
    except MemoryError:
        raise subprocess_reader.TooMuchWork(asked["name"]) from None


if __name__ == "__main__":
    subprocess_reader._run_task = here
    targets = {"import": bring, "read": read}
    atheris.Setup([sys.argv[0], *sys.argv[2:]], targets[sys.argv[1]], custom_mutator=changed)
    atheris.Fuzz()
