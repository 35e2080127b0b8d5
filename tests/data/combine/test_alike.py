"""Files with the same columns are merged without a log of each, and come out as if each had had one."""

from dataclasses import replace

import pytest

from data.combine import merge as merging
from data.combine.alike import read_alike
from data.combine.merge import QuestionLeftOpen, merge
from data.imports.choices import Choices
from data.imports.upload import Upload

MARCH = b"""sent_at,channel,company,role,outcome,mood
2026-03-02,email,Kites,Dev,reply,good
 2026-03-05 ,'letter,Teapots,Ops,n/a,-
17/03/2026,phone,Teapots,Ops,,
"""
APRIL = b"""sent_at,channel,company,role,outcome,mood
2026-04-02,email,Looms,Dev,,good
2026-04-02,email,Looms,Dev,,good
"""
MAY = b"""Sent_At,channel,company,role,outcome,mood
03/05/2026,letter,Kites,Dev,none,
28/05/2026,letter,Boats,Dev,none,
"""
AMBIGUOUS = MARCH.replace(b"17/03/2026", b"07/03/2026")
WIDE = b"Company,Role,Applied on,Interview\nKites,Dev,2026-03-02,12/03/2026\nBoats,Dev,14/03/2026,\n"
MARCH_FILE = Upload(
    MARCH, "march.csv", Choices(words={("channel", "fax"): "letter"}, cells={(2, "mood"): "bad"})
)
ALIKE = {
    "the same columns": (MARCH_FILE, Upload(APRIL, "april.csv")),
    "headers in other letters": (Upload(MARCH, "march.csv"), Upload(MAY, "may.csv")),
    "the same name twice": (Upload(APRIL, "log.csv"), Upload(APRIL, "log.csv"), Upload(MARCH, "log.csv")),
    "wide rows": (Upload(WIDE, "one.csv"), Upload(WIDE.replace(b"Kites", b"Looms"), "two.csv")),
}


@pytest.mark.parametrize("files", ALIKE.values(), ids=ALIKE)
def test_files_alike_become_what_their_logs_become(files: tuple[Upload, ...]) -> None:
    assert read_alike(files) is not None
    assert merge(files) == merging._merge_logs(files)


UNLIKE = {
    "other columns": Upload(APRIL.replace(b"company", b"employer of mine"), "other.csv"),
    "more columns": Upload(APRIL.replace(b"mood", b"mood,more"), "more.csv"),
    "no column for the job": Upload(APRIL.replace(b"role", b"thing"), "jobless.csv"),
    "a question about dates": Upload(AMBIGUOUS, "ambiguous.csv"),
    "nothing in it": Upload(b"", "empty.csv"),
    "several files already": merge((Upload(MARCH, "march.csv"), Upload(MARCH, "again.csv"))),
}


@pytest.mark.parametrize("file", UNLIKE.values(), ids=UNLIKE)
def test_any_other_files_need_a_log_each(file: Upload) -> None:
    assert read_alike((Upload(MARCH, "march.csv"), file)) is None


def test_files_without_a_column_for_the_job_need_a_log_each() -> None:
    file = Upload(APRIL.replace(b"role", b"thing"), "jobless.csv")
    assert read_alike((file, file)) is None


def test_a_file_says_itself_in_which_order_its_dates_are() -> None:
    with pytest.raises(QuestionLeftOpen, match=r"ambiguous.csv: The dates in .sent_at., such as 07/03/2026"):
        merge((Upload(MARCH, "march.csv"), Upload(AMBIGUOUS, "ambiguous.csv")))


def test_files_read_in_two_orders_are_merged_through_their_logs() -> None:
    american = Upload(MARCH.replace(b"17/03/2026", b"03/17/2026"), "american.csv")
    files = (Upload(MARCH, "march.csv"), american)
    assert read_alike(files) is not None
    assert merge(files) == merging._merge_logs(files)
    assert merge(files) != merge((files[0], replace(files[0], name="american.csv")))
