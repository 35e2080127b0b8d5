"""Mailboxes: mbox files with their threads, and Outlook's mail without dates."""

from typing import Any

import pytest

from data.imports.choices import Choices
from data.imports.log import ImportedLog, import_log
from data.imports.upload import Upload

SENT = (
    "From 17@xxx Mon Jan 12 09:14:05 +0000 2026\nX-GM-THRID: 17\n"
    "X-Gmail-Labels: =?UTF-8?Q?Gesendet,Ge=C3=B6ffnet,Bewerbungen?=\nDate: Mon, 12 Jan 2026 10:14:05 +0100\n"
    "Message-ID: <m1@x>\nSubject: =?UTF-8?Q?Bewerbung_als_Analyst_=E2=80=93_Alex?=\n"
    "From: Alex Example <alex@example.com>\nTo: Maya Chen <maya@northwind.example>\n"
    'Content-Type: text/plain; charset="UTF-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
    "Guten Tag Frau Chen,=0A\n>From here I start.\n\n"
)
REPLY = (
    "From 17@xxx Wed Jan 14 15:22:10 +0000 2026\nX-GM-THRID: 17\nX-Gmail-Labels: Inbox,Opened\n"
    "Date: Wed, 14 Jan 2026 23:22:10 +0000 (UTC)\nMessage-ID: <m2@x>\nIn-Reply-To: <m1@x>\nSubject: Re: Bewerbung\n"
    'From: "Chen, Maya" <maya@northwind.example>\nTo: Alex Example <alex@example.com>\n\nCan we talk?\n\n'
)


def message(sender: str, to: str, *headers: str, day: int = 20) -> str:
    return (
        f"From x@y Tue Jan {day} 09:00:00 +0000 2026\nDate: Tue, {day} Jan 2026 09:00:00 +0000\nFrom: {sender}\n"
        f"To: {to}\n" + "".join(f"{header}\n" for header in headers) + "\nText\n\n"
    )


def brought(text: str, **choices: Any) -> ImportedLog:
    return import_log(Upload(text.encode(), "Sent.mbox", Choices(**choices)))


def reasons(log: ImportedLog) -> list[str]:
    return [skip.reason for skip in log.report.skips]


def test_a_thread_is_what_was_sent_and_what_came_back() -> None:
    log = brought(SENT + REPLY)
    [sent] = log.records(
        "select line, sent_at::varchar as at, strategy::varchar as s, contact, company from touches"
    )
    assert sent == {
        "line": 1,
        "at": "2026-01-12 10:14:05",
        "s": "application",
        "contact": "Maya Chen",
        "company": "northwind.example",
    }
    # Read on the clock of the owner, who lives an hour east of the sender's.
    assert log.records("select line, touch, received_at::varchar as at from replies") == [
        {"line": 15, "touch": 1, "at": "2026-01-15 00:22:10"}
    ]


def test_the_texts_are_read_only_when_the_person_says_so() -> None:
    [closed], [opened] = (
        brought(SENT, read_text=ticked).records("select message from touches") for ticked in (False, True)
    )
    assert closed["message"] is None
    assert opened["message"] == "Guten Tag Frau Chen,\n\nFrom here I start."


def test_without_the_labels_of_gmail_a_thread_is_joined_by_what_answers_what() -> None:
    plain = "\n".join(line for line in (SENT + REPLY).split("\n") if not line.startswith("X-"))
    log = brought(plain, chosen={"owner": "alex@example.com"})
    assert (log.report.made["touches"], log.report.made["replies"]) == (1, 1)


def test_where_two_are_in_every_message_the_person_is_asked() -> None:
    plain = "\n".join(line for line in (SENT + REPLY).split("\n") if not line.startswith("X-"))
    [need] = brought(plain).report.open_questions
    assert (need.key, need.choices) == ("owner", ("alex@example.com", "maya@northwind.example"))


@pytest.mark.parametrize(
    ("sender", "headers", "reason"),
    [
        ("Mailer-Daemon@example.com", (), "a notice that something could not be delivered"),
        ("maya@x.example", ("Auto-Submitted: auto-replied",), "an automatic message"),
        ("maya@x.example", ("Subject: Automatic reply: Hello",), "an automatic message"),
        ("news@x.example", ("List-Unsubscribe: <https://x>",), "an automatic message"),
        ("maya@x.example", ("X-Gmail-Labels: Spam",), "spam or a chat"),
        ("maya@x.example", ("Subject: Hello",), "a message that answers nothing you sent"),
        ("alex@example.com", ("X-Gmail-Labels: Drafts",), "a draft, never sent"),
    ],
)
def test_what_is_no_message_that_counts_is_named(sender: str, headers: tuple[str, ...], reason: str) -> None:
    log = brought(SENT + message(sender, "alex@example.com", *headers))
    assert (reasons(log), log.report.accepted) == ([reason], 1)


def test_a_message_to_oneself_is_none() -> None:
    log = brought(SENT + message("alex@example.com", "alex@example.com"))
    assert reasons(log) == ["a message to yourself, or to nobody"]


def test_a_message_without_a_date_has_that_of_its_filing() -> None:
    log = brought(SENT.replace("Date: Mon, 12 Jan 2026 10:14:05 +0100\n", ""))
    assert log.records("select sent_at::varchar as at from touches") == [{"at": "2026-01-12 09:14:05"}]


def test_a_line_that_begins_with_from_inside_a_text_is_no_message() -> None:
    assert brought(SENT.replace("Guten Tag", "\n\nFrom here on 2026\n\nGuten Tag")).report.rows_in == 1


def test_outlooks_mail_has_no_dates_and_says_so() -> None:
    log = import_log(
        Upload(
            b'"Subject","Body","From: (Name)","From: (Address)","To: (Name)","To: (Address)"\r\n'
            b'"Application","Dear Ms Chen,","Alex","alex@example.com","Maya Chen","maya@example.com"\r\n'
            b'"RE: Application","Gladly","Maya Chen","maya@example.com","Alex","alex@example.com"\r\n'
            b'"Hello","Hi","Tom","tom@example.com","Alex","alex@example.com"\r\n',
            "mail.csv",
        ),
    )
    told = log.report
    assert (told.format, told.made["dated"], told.made["replies"]) == ("Outlook mail", 0, 1)
    assert told.about[0].startswith("Outlook's export of mail has no dates at all")
    assert reasons(log) == ["a message that answers nothing you sent"]


def test_the_subject_of_a_message_is_its_note() -> None:
    assert brought(SENT).records("select notes from touches") == [{"notes": "Bewerbung als Analyst – Alex"}]
