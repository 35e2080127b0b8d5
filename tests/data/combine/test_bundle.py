"""Files that belong together are read as the export that they are parts of; others stay for themselves."""

from dataclasses import replace

from data.combine.bundle import bundle_files
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.data.exports.test_linkedin import CONNECTIONS, INVITATIONS, MESSAGES

LIST = Upload(b"sent_at,channel,company\n2026-03-02,email,Kites\n", "list.csv")
SENT = b"""From jo@example.org Mon Mar  2 09:00:00 2026
From: Jo Pike <jo@example.org>
To: Ada <ada@kites.example>
Message-ID: <1@example.org>
Date: Mon, 2 Mar 2026 09:00:00 +0000
Subject: Hello

Hello Ada
"""
INBOX = b"""From ada@kites.example Tue Mar  3 09:00:00 2026
From: Ada <ada@kites.example>
To: Jo Pike <jo@example.org>
Message-ID: <2@kites.example>
In-Reply-To: <1@example.org>
Date: Tue, 3 Mar 2026 09:00:00 +0000
Subject: Re: Hello

Hello Jo
"""


def linkedin(**tables: str) -> list[Upload]:
    return [Upload(text.encode(), f"{name}.csv") for name, text in tables.items()]


def test_the_files_of_a_linkedin_archive_are_read_as_the_archive() -> None:
    parts = linkedin(Invitations=INVITATIONS, Connections=CONNECTIONS, messages=MESSAGES)
    [whole] = bundle_files(parts)
    found = import_log(Upload(whole.content, whole.name)).report
    assert (found.format, found.place_of(found.skips[0].line)) == ("LinkedIn archive", "Invitations.csv 3")


def test_a_list_beside_them_stays_a_file_of_its_own() -> None:
    whole, alone = bundle_files([*linkedin(Invitations=INVITATIONS, messages=MESSAGES), LIST])
    assert (whole.name, alone) == ("2 files.zip", LIST)


def test_what_was_sent_in_one_mailbox_is_answered_in_another() -> None:
    [both] = bundle_files([Upload(SENT, "Sent.mbox"), Upload(INBOX, "Inbox.mbox")])
    log = import_log(replace(both, choices=Choices(chosen={"owner": "jo@example.org"})))
    assert (log.report.made["touches"], log.report.made["replies"]) == (1, 1)


def test_a_file_about_which_something_was_said_stays_alone() -> None:
    said = Upload(CONNECTIONS.encode(), "Connections.csv", Choices(chosen={"owner": "Jo Pike"}))
    assert bundle_files([said, *linkedin(messages=MESSAGES)])[0] == said
