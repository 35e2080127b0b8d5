"""The dialect is found from the text alone: delimiter, quote, escape, spaces, line ends."""

import pytest

from data.files.dialect import detect
from data.files.tolerant_csv import Dialect, read_records

WRITTEN = {
    "commas": ("a,b,c\n1,2,3\n", Dialect(",")),
    "semicolons and decimal commas": ("Datum;Betrag\n05.01.2026;1,50\n06.01.2026;2,75\n", Dialect(";")),
    "tabs with commas in the text": (
        "who\twhat\nMaya\tcall, then mail\nTom\tmail, then call\n",
        Dialect("\t"),
    ),
    "pipes": ("a|b\nx|10:30\ny|11:45\n", Dialect("|")),
    "colons": ("root:x:0\ndaemon:x:1\nbin:y:2\n", Dialect(":")),
    "spaces": ("id name score\n1 maya 10\n2 tom 20\n", Dialect(" ")),
    "two bars": ("a||b||c\n1||2||3\n4||5||6\n", Dialect("||")),
    "Excel's first line": ("sep=^\na,b^c,d\n1,5^2,5\n", Dialect("^")),
    "single quotes": ("a,b\n'x, y',2\n'p, q',3\n", Dialect(",", "'")),
    "apostrophes are no quotes": ("a,b\nMen's boots,2\n'tis,3\n", Dialect(",")),
    "doubled quotes": ('a,b\n"say ""hi"", now",2\n', Dialect(",")),
    "backslashes": ('a,b\n"say \\"hi\\", now",2\n"x",3\n', Dialect(",", escape="backslash")),
    "bare inner quotes": ('a,b,c\n"a 24" disk","6" wide",1\n"x","5" y",2\n', Dialect(",", escape="none")),
    "a space after each comma": ('a, b, c\n1, "x, y", 3\n4, z, 6\n', Dialect(",", spaced="after")),
    "bars in spaces": ("a | b\n1 | x, y\n2 | z\n", Dialect("|", spaced="around")),
    "mixed line ends": ("a,b\r\n1,2\n3,4\r5,6\n", Dialect(",", returns=True)),
    "carriage returns": ("a,b\r1,2\r3,4\r", Dialect(",", returns=True)),
    "one column of two words": ("Company\nAcme Inc\nGlobex Ltd\nInitech Corp\n", Dialect(None)),
    "one column of sentences": ("note\nMet Ana, then Tom\nNothing\nCall, mail, wait\n", Dialect(None)),
}


@pytest.mark.parametrize(("text", "dialect"), WRITTEN.values(), ids=WRITTEN.keys())
def test_detect_finds_how_the_text_was_written(text: str, dialect: Dialect) -> None:
    assert detect(text) == dialect


def cells(text: str, dialect: Dialect, width: int) -> list[list[str]]:
    return [record.cells for record in read_records(text, dialect, width)]


def test_an_open_quote_swallows_no_row() -> None:
    text = 'a,"b,c\nd,e,f\n"g",h,"i"\n'
    assert cells(text, Dialect(), 3) == [["a", '"b', "c"], ["d", "e", "f"], ["g", "h", "i"]]


def test_an_unmarked_quote_inside_a_quoted_cell_stays() -> None:
    assert cells('1,""Warm, and soft","x"\n', Dialect(), 3) == [["1", '"Warm, and soft', "x"]]


def test_a_quoted_cell_may_hold_lines_delimiters_and_quotes() -> None:
    assert cells('"x\r\ny, ""z""",2\r\n', Dialect(), 2) == [['x\r\ny, "z"', "2"]]


def test_text_after_a_closing_quote_makes_the_quotes_ordinary_characters() -> None:
    assert cells('"Acme" Inc,2\n', Dialect(), 2) == [['"Acme" Inc', "2"]]


def test_a_return_inside_a_line_belongs_to_its_cell() -> None:
    assert cells("a,x\ry\nb,z\n", Dialect(), 2) == [["a", "x\ry"], ["b", "z"]]


def test_many_open_quotes_take_bounded_work() -> None:
    text = '"a,' * 5_000 + "\n" + "x,y\n"
    assert cells(text, Dialect(), 2)[-1] == ["x", "y"]


def test_quotes_that_could_all_close_their_cells_take_bounded_work() -> None:
    line = 'a, "b" c, "d" e' + ', "a" b' * 100 + ' "c"d" e "f\n'
    assert len(cells(line, Dialect(" ", escape="none"), 3)) == 1


def test_a_soundly_quoted_record_with_a_cell_too_many_is_not_torn_apart() -> None:
    text = 'a,b,c\n1,2,"x\ny",3\n4,5,6\n'
    assert cells(text, Dialect(), 3) == [["a", "b", "c"], ["1", "2", "x\ny", "3"], ["4", "5", "6"]]
