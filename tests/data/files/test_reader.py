"""Any CSV file comes back as the table it was, with a sentence for each oddity."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.errors import LogError
from data.files import csv_reader, encoding
from data.files.sheet import Sheet, write_csv
from data.imports.log import import_log
from data.imports.tables import read_table
from data.imports.upload import Upload
from data.schema import reading_hints


def rows(table: Sheet) -> list[tuple[str | None, ...]]:
    return list(zip(*(column.to_pylist() for column in table.cells.columns), strict=True))


def lines(table: Sheet) -> list[int]:
    return list(table.lines.to_pylist())


def test_cells_lines_and_header_of_a_clean_file() -> None:
    table = read_table(b'who,what\nMaya,"a\nb"\n\nTom,\n', "log.csv")
    assert (table.header, rows(table)) == (("who", "what"), [("Maya", "a\nb"), ("Tom", "")])
    assert (lines(table), table.notes) == ([2, 5], ())


def test_a_missing_cell_is_null_and_an_empty_one_is_empty() -> None:
    table = read_table(b"a,b,c\n1,2,\n3,4\n5,6,7\n", "log.csv")
    assert rows(table) == [("1", "2", ""), ("3", "4", None), ("5", "6", "7")]
    assert table.notes == (
        "1 row (line 3) with fewer cells than the header; the last columns are empty there.",
    )


def test_rows_longer_than_the_header_widen_it_with_empty_names() -> None:
    table = read_table(b"a,b\n1,2\n3,4,5\n6,7\n", "log.csv")
    assert (table.header, rows(table)[1]) == (("a", "b", ""), ("3", "4", "5"))


def test_lines_above_the_header_are_kept_apart() -> None:
    table = read_table(
        b'Notes:\n"Some addresses, as you know, are missing"\n\nName,Mail,On\nA,a@b.c,1 May\n', "c.csv"
    )
    assert table.preamble == ("Notes:", '"Some addresses, as you know, are missing"')
    assert (table.header, lines(table)) == (("Name", "Mail", "On"), [5])


def test_groups_above_the_header_tell_apart_names_that_come_twice() -> None:
    table = read_table(
        b"Applied,,,Interview,\nDate,Firm,Role,Date,With\n1/5/2026,Acme,BI,2/5/2026,Tom\n", "log.csv"
    )
    assert table.header == ("Applied Date", "Firm", "Role", "Interview Date", "With")
    assert (table.preamble, table.notes) == ((), ("The header stands in two rows; their names were joined.",))


def test_names_that_reach_down_over_two_header_rows_are_joined_with_those_below() -> None:
    table = read_table(
        b"Firm,Role,Applied,,Interview,\n,,Date,Via,Date,With\nAcme,BI,1/5/2026,mail,2/5/2026,Tom\n",
        "log.csv",
    )
    assert table.header == ("Firm", "Role", "Applied Date", "Applied Via", "Interview Date", "Interview With")
    assert rows(table) == [("Acme", "BI", "1/5/2026", "mail", "2/5/2026", "Tom")]


def test_a_first_row_with_gaps_is_no_second_header() -> None:
    table = read_table(b"Name,,City\nAnn,x,\nBob,y,Paris\n", "log.csv")
    assert (table.header, rows(table)[0]) == (("Name", "", "City"), ("Ann", "x", ""))
    dated = read_table(
        b"Sent;Via;;End\nJan 5, 2026;mail;new;\n5.1.2026;card;old;won\n6.1.2026;mail;old;lost\n", "log.csv"
    )
    assert (dated.header, len(rows(dated))) == (("Sent", "Via", "", "End"), 3)


def test_a_title_with_commas_is_no_header() -> None:
    table = read_table(b"Job search, Maya, 2026\n\nDate,Firm,Role,Via\n2026-01-05,Acme,BI,mail\n", "log.csv")
    assert (table.header, table.preamble) == (("Date", "Firm", "Role", "Via"), ("Job search, Maya, 2026",))


def test_a_header_with_gaps_is_a_header() -> None:
    table = read_table(b"Date,,Firm,,\n2026-01-05,x,Acme,y,z\n2026-01-06,x,Globex,y,z\n", "log.csv")
    assert table.header == ("Date", "", "Firm", "", "")


def test_a_header_given_twice_counts_once() -> None:
    table = read_table(b"Date,Firm\nDate,Firm\n2026-01-05,Acme\n", "log.csv")
    assert (table.header, rows(table)) == (("Date", "Firm"), [("2026-01-05", "Acme")])


def test_columns_without_a_header_are_called_by_what_is_in_them() -> None:
    table = read_table(
        b"2026-01-05,email,Acme,2026-01-09,www.acme.com,a@acme.com\n2026-01-06,letter,Globex,,,t@globex.org\n",
        "log.csv",
    )
    names = ("date", "channel", "column 3", "date 2", "link", "email address")
    assert (table.header, len(rows(table)), table.named) == (names, 2, 0)
    assert table.notes == (f"No header was found, so the columns are called {', '.join(names)}.",)


def test_a_very_long_header_is_read_whole() -> None:
    names = tuple(f"name {i}" for i in range(9_000))
    content = ",".join(names) + "\n" + ",".join("x" * 9_000) + "\n"
    assert (read_table(content.encode(), "log.csv").header, len(content) > 1 << 16) == (names, True)


def test_footers_and_filler_rows_stay() -> None:
    table = read_table(b'"Date","Kind"\n"1/2/26","Call"\n\n"Grand Totals (1 record)"\n', "report.csv")
    assert rows(table) == [("1/2/26", "Call"), ("Grand Totals (1 record)", None)]


ENCODED = {
    "utf-8": ("utf-8", "utf-8"),
    "utf-8-sig": ("utf-8", "utf-8"),
    "utf-16": ("utf-16", "utf-16"),
    "utf-16-le": ("utf-16-le", "utf-16-le"),
    "utf-16-be": ("utf-16-be", "utf-16-be"),
    "cp1252": ("cp1252", "cp1252"),
    "latin-1": ("latin-1", "cp1252"),
}


@pytest.mark.parametrize(("codec", "found"), [(codec, found) for codec, (_, found) in ENCODED.items()])
def test_every_usual_encoding(codec: str, found: str) -> None:
    table = read_table("Firma;Ort\r\nMüller & Söhne;Köln\r\n".encode(codec), "log.csv")
    assert (rows(table), table.encoding) == ([("Müller & Söhne", "Köln")], found)


SCRIPTS = {
    "gb18030": "公司,职位,渠道\n阿里,分析师,邮件\n腾讯,工程师,内推\n",
    "cp932": "会社,職種\nソニー,アナリスト\n",
    "cp949": "회사,직무\n삼성,분석가\n네이버,엔지니어\n",
    "cp1251": "Компания,Должность\nЯндекс,Аналитик\n",
    "koi8-r": "Компания,Должность\nЯндекс,Аналитик\nСбербанк,Инженер\n",
    "cp1250": "Firma;Osoba\nŻabka Polska;Łukasz Wójcik\nSpółka Świt;Małgorzata Dąbrowska\n",
    "iso8859-2": "Firma;Kontakt\nŠkoda Auto;Jiří Dvořák\nČeská spořitelna;Žofie Nováková\n",
    "cp1254": "Şirket;Kişi\nKoç Holding;Gülşah Yıldız\nTürk Telekom;İbrahim Çağlar\n",
    "cp1253": "Εταιρεία;Επαφή\nΕθνική Τράπεζα;Γιώργος Παπαδόπουλος\n",
    "cp850": "Empresa;Função\nItaú Unibanco;João Conceição\nPetróleo;Inês Simões Avaliação\n",
}


@pytest.mark.parametrize(("codec", "text"), SCRIPTS.items(), ids=SCRIPTS.keys())
def test_other_encodings_are_read_and_the_guess_is_named(codec: str, text: str) -> None:
    table = read_table(text.encode(codec), "log.csv")
    written = text.replace(";", ",").splitlines()
    assert [",".join(row) for row in (table.header, *rows(table))] == written  # type: ignore[arg-type]
    assert f"look like {codec};" in table.notes[0]


def test_names_from_all_over_western_europe_look_like_no_other_encoding() -> None:
    text = (
        "Firm,Contact\nItaú,Jörg Köhler\nMærsk,Søren Ørsted\nCrédit Agricole,José Núñez\nNokia,Hämäläinen\n"
    )
    assert read_table(text.encode("cp1252"), "log.csv").encoding == "cp1252"


def test_a_few_stray_bytes_do_not_spoil_a_utf8_file() -> None:
    content = "a,b\nä,ö\nü,ß\né,".encode() + b"\xfc\n"
    table = read_table(content, "log.csv")
    assert (rows(table)[-1], table.encoding) == (("é", "ü"), "utf-8")


REFUSED = {
    b" \r\n\n": "log.csv is empty; choose the file that holds your log.",
    b"\x1f\x8b\x08rest": "This is a compressed file (.gz); unpack it and bring what is inside.",
    bytes(range(32)) * 9: "log.csv is not a text file; export your log as CSV and try again.",
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.items(), ids=["blank", "compressed", "binary"])
def test_what_cannot_be_read_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(LogError) as refusal:
        read_table(content, "log.csv")
    assert str(refusal.value) == sentence


def test_a_file_of_no_bytes_is_a_table_of_nothing_and_no_log() -> None:
    table = read_table(b"", "log.csv")
    assert (table.header, table.cells.num_rows, write_csv(table)) == ((), 0, "")
    with pytest.raises(LogError, match=r"log\.csv is empty; choose the file that holds your log\."):
        import_log(Upload(b"", "log.csv"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("photo.XLSX", "workbook"), ("log.parquet", "Parquet file"), ("a.b.zip", "ZIP archive")],
)
def test_a_name_that_promises_what_the_bytes_are_not_is_said_to(name: str, kind: str) -> None:
    with pytest.raises(LogError) as refusal:
        read_table(bytes(range(32)) * 9, name)
    assert str(refusal.value) == (
        f"{name} is called a {kind}, but what is in it is none and no text either: it is damaged, or another kind of "
        "file. Open it in the program that made it, save your list as a workbook or CSV and bring that."
    )


def test_write_csv_writes_only_what_the_file_held() -> None:
    content = 'a,b\r\n"x, y",2,3\r\n4\r\n5,6\r\n7,8\r\n'
    assert write_csv(read_table(content.encode(), "log.csv")) == content


# Any table, any writer. Excluded because no reader could know better: a table of one column (a delimiter in
# its text is a delimiter); names that could be values; a first cell that is empty (its row may be a blank
# line); a cell that is itself in single quotes; spaces around a cell without quotes (they may belong to the
# delimiter); in Windows-1252, words of accents alone (they look like another script).
WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=("Cs", "Cc")), max_size=12
)
LETTERS = st.sampled_from(["a", "b", "Z", "Äa", "öb", "éc", " ", "-", ".", "/", ":", "(", "&", "'"])
PLAIN = st.lists(LETTERS, max_size=12).map(lambda letters: "".join(letters).strip(" '"))
NAMES = ("Date", "Channel", "Company", "Contact", "Role", "Stage", "Notes", "Outcome")


def tables(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """A header and three to eight rows; the first column holds dates."""

    def of_width(width: int) -> st.SearchStrategy[list[tuple[str, ...]]]:
        row = st.tuples(st.dates().map(str), *[words] * (width - 1))
        return st.lists(row, min_size=3, max_size=8).map(lambda body: [NAMES[:width], *body])

    return st.integers(2, 8).flatmap(of_width)


def written(table: list[tuple[str, ...]], **dialect: object) -> str:
    out = io.StringIO()
    csv.writer(out, **dialect).writerows(table)  # type: ignore[arg-type]
    return out.getvalue()


def whole(table: Sheet) -> list[tuple[str | None, ...]]:
    return [table.header, *rows(table)]


@given(
    tables(WORDS | st.just('5" x, "y";\t|z\nnext')), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"])
)
def test_any_text_in_quotes_comes_back(table: list[tuple[str, ...]], delimiter: str, line_end: str) -> None:
    text = written(table, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    assert whole(read_table(text.encode(), "log.csv")) == table


@given(
    tables(PLAIN | st.just("a, b") | st.just('a "b" c') | st.just("x\ny")),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_any_usual_table_comes_back(
    table: list[tuple[str, ...]], delimiter: str, line_end: str, codec: str
) -> None:
    text = written(table, delimiter=delimiter, lineterminator=line_end)
    assert whole(read_table(text.encode(codec), "log.csv")) == table


@given(tables(PLAIN | st.just('say "hi", then')), st.sampled_from(",;\t|"))
def test_backslash_escapes_come_back(table: list[tuple[str, ...]], delimiter: str) -> None:
    text = written(table, delimiter=delimiter, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\")
    assert whole(read_table(text.encode(), "log.csv")) == table


@given(tables(PLAIN | st.just("it's, well")), st.sampled_from(",;\t|"))
def test_single_quotes_come_back(table: list[tuple[str, ...]], delimiter: str) -> None:
    text = written(table, delimiter=delimiter, quoting=csv.QUOTE_ALL, quotechar="'")
    assert whole(read_table(text.encode(), "log.csv")) == table


@given(tables(PLAIN))
def test_carriage_returns_come_back(table: list[tuple[str, ...]]) -> None:
    assert whole(read_table(written(table, lineterminator="\r").encode(), "log.csv")) == table


# The two ways

MESSY = st.lists(
    st.sampled_from(['"', ",", "\n", "\r\n", "\r", "a", "b c", '""', '",', ',"', " ", "1", "é"]), max_size=40
)


@given(MESSY.map("".join))
@example('x,y\n"a",b\n')
@example('x,y\n1,"a\nb"\n\n2\n3,4,5\n')
@example('x,y\n1, "a"\n2,b\n')
@example("x,y\r\n1,2\r\n\r\n3,4")
def test_the_fast_way_and_the_careful_way_agree(messy: str) -> None:
    content = ("who,what\n2026-01-05,mail\n" + messy).encode()
    assert read_table(content, "log.csv") == csv_reader._read_tolerantly(
        encoding.decode(content, "log.csv"), "log.csv", reading_hints
    )


@given(st.binary(max_size=200) | MESSY.map(lambda parts: "".join(parts).encode("utf-16")))
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    try:
        table = read_table(content, "log.csv")
    except LogError as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017
    else:
        assert len(table.lines) == table.cells.num_rows


# Real files


def expected_of(folder: Path, name: str, content: bytes) -> list[dict[str, str]]:
    """What csv-spectrum says the file holds, but for two slips of this copy."""
    text = (folder / "json" / f"{name}.json").read_text()
    if b"\r" not in content:
        text = text.replace("\\r\\n", "\\n")  # the CSV files were stored with LF only
    if name == "location_coordinates":
        return [json.loads(text) | {"Contact Phone Number": "2095257564"}]  # the two files differ there
    expected: list[dict[str, str]] = json.loads(text)
    return expected


def test_every_file_of_csv_spectrum_reads_as_its_json_says(shared_data: Path) -> None:
    folder = shared_data / "spectrum"
    for path in sorted((folder / "csvs").glob("*.csv")):
        table = read_table(path.read_bytes(), path.name)
        found = [dict(zip(table.header, row, strict=True)) for row in rows(table)]
        assert found == expected_of(folder, path.stem, path.read_bytes()), path.name


SHAPES = {
    "linkedin/Connections.csv": (7, 3, 5),
    "linkedin/messages_2026_all_quoted.csv": (11, 2, 2),
    "google_sheets/job_tracker_two_header_rows.csv": (16, 3, 4),
    "salesforce/report_activities_with_history_sample.csv": (8, 5, 2),
    "excel_resaved/german_excel_semicolon.csv": (9, 2, 2),
    "excel_resaved/utf16_tab.csv": (5, 1, 2),
    "outlook/Calendar.CSV": (22, 2, 2),
    "linkedin/Notes.csv": (6, 0, None),
}


@pytest.mark.parametrize(("name", "shape"), SHAPES.items(), ids=SHAPES.keys())
def test_an_export_has_its_columns_rows_and_first_line(
    shared_data: Path, name: str, shape: tuple[int, int, int | None]
) -> None:
    table = read_table((shared_data / "export_formats" / name).read_bytes(), name)
    assert (len(table.header), table.cells.num_rows, next(iter(lines(table)), None)) == shape


def test_every_real_csv_file_has_rows_as_wide_as_its_header(shared_data: Path) -> None:
    odd = ["report_activities_with_history_sample.csv"]  # its footer has one cell per line
    for path in shared_data.rglob("*.[cC][sS][vV]"):
        table = read_table(path.read_bytes(), path.name)
        assert path.name in odd or not any(None in row for row in rows(table)), path.name
