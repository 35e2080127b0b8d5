"""What was said about a file is saved, and known again for the next file of the same columns."""

import pytest

from data.exports.detect import detect_export
from data.exports.export import Export
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.upload import Upload
from data.schema.saved_mapping import NoMapping, OtherColumns, restore_mapping, save_mapping

SAID = Choices(
    columns={"Mood": "channel"},
    dates="dmy",
    words={("channel", "brieftaube"): "letter"},
    chosen={"owner": "Jo", "year": "2025"},
)


def brought(text: str) -> Export:
    return detect_export(Upload(text.encode(), "log.csv"))


def test_what_was_said_is_known_again_but_for_the_year_of_one_file() -> None:
    saved = save_mapping(brought("Date sent,Mood\n2026-03-01,E-mail\n"), SAID).encode()
    again = restore_mapping(saved, brought("date_sent,MOOD\n2027-01-01,Phone\n"))
    assert (again.columns, again.dates, again.words, again.chosen) == (
        {"Mood": "channel"},
        "dmy",
        {("channel", "brieftaube"): "letter"},
        {"owner": "Jo"},
    )


def test_it_makes_the_same_log_of_the_next_file() -> None:
    first = import_log(Upload(b"Date sent,Mood\n03/04/2026,brieftaube\n", "log.csv", SAID))
    content = b"Date sent,Mood\n05/06/2026,brieftaube\n"
    again = restore_mapping(
        save_mapping(first.export, first.choices).encode(), detect_export(Upload(content, "log.csv"))
    )
    sql = "select sent_at::date::varchar as day, channel::varchar as channel from touches"
    assert import_log(Upload(content, "log.csv", again)).records(sql) == [
        {"day": "2026-06-05", "channel": "letter"}
    ]


def test_a_file_of_other_columns_is_refused_with_its_columns() -> None:
    saved = save_mapping(brought("Date sent,Mood\n2026-03-01,E-mail\n"), SAID).encode()
    with pytest.raises(OtherColumns, match="This file has: Date sent, Weather"):
        restore_mapping(saved, brought("Date sent,Weather\n2026-03-01,fine\n"))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b"{}", b'{"top-of-mind mapping": 1}', b"sent_at\n"]
)
def test_anything_else_is_no_mapping(content: bytes) -> None:
    with pytest.raises(NoMapping, match="no saved mapping"):
        restore_mapping(content, brought("Date sent,Mood\n2026-03-01,E-mail\n"))
