"""What an archive holds belongs together: LinkedIn's files, Huntr's two tables, a mailbox of Google Takeout."""

import io
import zipfile

import pytest

from data.errors import LogError
from data.imports.log import import_log
from data.imports.upload import Upload

INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Jo Pike,Ines Okafor,"1/2/26, 2:37 PM",Hi Ines,OUTGOING,,\nJo Pike,Bo Li,"1/3/26, 2:37 PM",,OUTGOING,,\n'
)
CONNECTIONS = "First Name,Last Name,Company,Position,Connected On\nInes,Okafor,Acme,Director,02 Jan 2026\n"
MAILBOX = (
    "From 1@x Mon Jan 12 09:14:05 +0000 2026\nDate: Mon, 12 Jan 2026 10:14:05 +0100\nX-Gmail-Labels: Sent\n"
    "From: me@example.com\nTo: maya@example.com\nSubject: Hello\n\nText\n"
)


def archive(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(name.replace("__", "/").replace("_", "."), text)
    return packed.getvalue()


def test_the_files_of_a_linkedin_archive_are_one_log() -> None:
    log = import_log(
        Upload(archive(Invitations_csv=INVITATIONS, Connections_csv=CONNECTIONS), "linkedin.zip")
    )
    told = log.report
    assert (told.name, told.format, told.rows_in, told.accepted) == ("linkedin.zip", "LinkedIn archive", 3, 3)
    assert log.records("select received_at::date::varchar as at, kind from replies") == [
        {"at": "2026-01-02", "kind": "positive"}  # on the day of the request
    ]


def test_every_row_knows_its_file_and_its_line() -> None:
    unreadable = INVITATIONS.replace("1/3/26", "soon")
    log = import_log(Upload(archive(Connections_csv=CONNECTIONS, Invitations_csv=unreadable), "linkedin.zip"))
    [reject] = log.report.rejects
    assert (log.report.place_of(reject.line), reject.value) == ("Invitations.csv 3", "soon, 2:37 PM")
    assert log.rejected_rows()[0]["line"] == "Invitations.csv 3"


def test_what_else_an_archive_holds_is_named() -> None:
    told = import_log(
        Upload(archive(Invitations_csv=INVITATIONS, Skills_csv="Name,Level\nSQL,3\n"), "linkedin.zip")
    ).report
    assert told.about[-1] == "Not read, for nothing in it says what you sent: Skills.csv."


def test_a_mailbox_in_an_archive() -> None:
    packed = archive(Takeout__Mail__Sent_mbox=MAILBOX, Takeout__Mail__Work_mbox=MAILBOX)
    told = import_log(Upload(packed, "takeout.zip")).report
    assert (told.format, told.rows_in, told.accepted) == ("Mailbox", 2, 2)


def test_an_archive_without_a_table_is_still_refused() -> None:
    with pytest.raises(LogError, match=r"notes\.md is no table"):
        import_log(Upload(archive(notes_md="# Notes\n"), "notes.zip"))
