"""Every table in a file that has to be unpacked. Runs in a process of its own (`subprocess_reader`)."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

from data.errors import UnreadableFile
from data.files import archive, file_kinds, json_tables, markdown_tables, parquet, workbook
from data.files.csv_reader import read_text
from data.files.hints import Hints
from data.files.sheet import Sheet
from data.files.table_choice import Part, belongs_together, choose_table, readable_tables

MARKDOWN_FILES = (".md", ".markdown")
TABLES = (".csv", ".tsv", ".txt", ".tab", ".json", ".jsonl", ".ndjson", *MARKDOWN_FILES)
"""What text in an archive is called when it may be a table; any other kind of file is told by its bytes."""
OLD_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
IN_A_DOCUMENT = {
    "word/document.xml": "This is a Word document",
    "ppt/presentation.xml": "This is a presentation",
    "Index/Document.iwa": "This is an Apple Numbers file",
}


def read(content: bytes, name: str, hints: Hints, part: str | None = None) -> Sheet:
    """The table called `part`; without a name the one that is most likely the log. Raises UnreadableFile."""
    return choose_table(parts(content, name), name, hints, part)


def read_together(content: bytes, name: str, hints: Hints, part: str | None = None) -> list[Sheet]:
    """The same table, and behind it, where it is one of those that belong together, every one of them.

    Each is under its own name, and none is hidden. Raises UnreadableFile.
    """
    found = [each._replace(read=_read_once(each.read)) for each in parts(content, name)]
    chosen = choose_table(found, name, hints, part)
    return [chosen, *(readable_tables(found, hints) if belongs_together(content, chosen) else ())]


def _read_once(read: Callable[[Hints], Sheet]) -> Callable[[Hints], Sheet]:
    """The same, which reads the first time only."""
    kept = list[Sheet]()

    def read_or_recall(hints: Hints) -> Sheet:
        if not kept:
            kept.append(read(hints))
        return kept[0]

    return read_or_recall


def members(content: bytes, name: str) -> dict[str, bytes]:
    """The files in an archive that a person put there, by their paths. Raises UnreadableFile."""
    return {path: inside for path, inside in archive.members(content, name).items() if _is_own_file(path)}


def parts(content: bytes, name: str) -> list[Part]:
    """Each table in a file, by what its bytes are. Raises UnreadableFile."""
    if file_kinds.is_archive(content):
        return _in_archive(content, name)
    if file_kinds.is_compound(content):
        return _in_compound(content, name)
    if file_kinds.is_columns(content):
        return [Part(name, False, lambda _: parquet.read(content, name))]
    if file_kinds.may_be_objects(content):
        return _in_objects(content, name)
    if file_kinds.may_be_markdown(content) and (found := markdown_tables.parts(content, name)):
        return found
    return [Part(name, False, partial(read_text, content, name))]


def _in_archive(content: bytes, name: str) -> list[Part]:
    inside = archive.members(content, name)
    kind = _kind_of_workbook(inside)
    if kind:
        return workbook.parts(content, name, kind, inside)
    for path, said in IN_A_DOCUMENT.items():
        if path in inside:
            raise UnreadableFile(f"{said}; export the table in it as CSV or Excel and bring that.")
    return [part for path in inside if _is_own_file(path) for part in _of_member(inside[path], path)]


def _kind_of_workbook(inside: dict[str, bytes]) -> str | None:
    for path, kind in ((workbook.MAIN, file_kinds.XLSX), ("xl/workbook.bin", file_kinds.XLSB)):
        if path in inside:
            return kind
    open_document = inside.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet")
    return file_kinds.ODS if open_document and "content.xml" in inside else None


def _is_own_file(path: str) -> bool:
    """Whether a file is the person's own, and not put beside theirs by a system."""
    return not any(step.startswith((".", "__MACOSX")) for step in PurePosixPath(path).parts)


def _of_member(content: bytes, path: str) -> list[Part]:
    """The tables in one file of an archive; an archive in an archive is left alone."""
    text = not file_kinds.is_packed(content)
    kind = PurePosixPath(path).suffix.lower()
    prose = kind in MARKDOWN_FILES and not file_kinds.may_be_markdown(content)
    if text and (kind not in TABLES or prose):
        return [Part(path, False, partial(_refuse, f"{path} is no table."))]
    try:
        if file_kinds.is_archive(content) and not _kind_of_workbook(archive.members(content, path)):
            return [Part(path, False, partial(_refuse, f"{path} is an archive itself; unpack it first."))]
        found = parts(content, path)
    except UnreadableFile as refusal:
        return [Part(path, False, partial(_refuse, str(refusal)))]
    return [part._replace(name=path if len(found) == 1 else f"{path}: {part.name}") for part in found]


def _refuse(sentence: str, _hints: Hints) -> Sheet:
    raise UnreadableFile(sentence)


def _in_compound(content: bytes, name: str) -> list[Part]:
    if workbook.PROTECTED not in content and not any(stream in content for stream in OLD_WORKBOOK):
        raise UnreadableFile(f"{name} is an old Office file and no workbook; export the table in it as CSV.")
    return workbook.parts(content, name, file_kinds.XLS, {})


def _in_objects(content: bytes, name: str) -> list[Part]:
    try:
        return json_tables.parts(content, name)
    except json_tables.NotJson:
        if file_kinds.is_objects(content):
            raise
        return [Part(name, False, partial(read_text, content, name))]
