"""LinkedIn's exports of every era, joined into what was sent, answered and accepted."""

from datetime import date
from typing import Any

import pytest

from data.exports import detect
from data.exports.export import Export
from data.imports.choices import Choices
from data.imports.log import ImportedLog, QuestionOpen, import_log
from data.imports.report import Skip
from data.imports.tables import read_table
from data.imports.upload import Upload

INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Jo Pike,Ines Okafor,"1/2/26, 2:37 PM",Hi Ines,OUTGOING,https://www.linkedin.com/in/jo,https://www.linkedin.com/in/ines\n'
    'Lee Kim,Jo Pike,"1/30/26, 9:05 AM",,INCOMING,https://www.linkedin.com/in/lee,https://www.linkedin.com/in/jo\n'
    'Jo Pike,Ada Berg,"2/1/26, 8:00 AM",,OUTGOING,https://www.linkedin.com/in/jo,https://www.linkedin.com/in/ada\n'
)
CONNECTIONS = (
    'Notes:\n"When exporting your connection data, you may notice that some of the addresses are missing, Jo."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    'Ines,Okafor,https://www.linkedin.com/in/ines,,"Northwind, Inc.",Director,03 Jan 2026\n'
    "Lee,Kim,https://www.linkedin.com/in/lee,,Contoso,Recruiter,31 Jan 2026\n,,,,,,07 Jun 2026"
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
    "c2,,Jo Pike,https://www.linkedin.com/in/jo,Tom Ray,https://www.linkedin.com/in/tom,"
    '2026-02-20 09:00:00 UTC,,"a draft",INBOX,,Yes,No\n'
    'c3,,Acme Ads,,Jo Pike,,2026-02-19 09:00:00 UTC,,"<p class=""spinmail-quill__spin-break"">Buy</p>",INBOX,,No,No\n'
    "c1,,Ines Okafor,https://www.linkedin.com/in/ines,Jo Pike,https://www.linkedin.com/in/jo,"
    "2026-02-11 08:30:12 UTC,,Sure,INBOX,,No,No\n"
    "c1,,Jo Pike,https://www.linkedin.com/in/jo,Ines Okafor,https://www.linkedin.com/in/ines,"
    '2026-02-09 10:01:00 UTC,,"Thanks,\nInes",INBOX,,No,No\n'
    "c1,,Jo Pike,https://www.linkedin.com/in/jo,Ines Okafor,https://www.linkedin.com/in/ines,"
    "2026-01-02 14:37:00 UTC,,Hi Ines,INBOX,,No,No\n"
)


def brought(text: str, name: str = "export.csv", **choices: Any) -> ImportedLog:
    return import_log(Upload(text.encode(), name, Choices(**choices)))


def touches(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = (
        "select line, sent_at::varchar as at, strategy::varchar as strategy, contact, accepted_at::varchar as day "
        "from touches order by line"
    )
    return [tuple(row.values()) for row in log.records(sql)]


def replies(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = "select line, touch, kind, received_at::date::varchar as day from replies order by line"
    return [tuple(row.values()) for row in log.records(sql)]


def reasons(log: ImportedLog) -> dict[int, str]:
    return {skip.line: skip.reason for skip in log.report.skips}


def archive(**tables: str) -> Export:
    sheets = [read_table(text.encode(), f"{name}.csv") for name, text in tables.items()]
    found = detect.recognise(sheets, Choices())
    assert found is not None
    return found


def test_an_invitation_sent_is_a_request_to_connect_with_or_without_a_note() -> None:
    log = brought(INVITATIONS)
    assert touches(log) == [
        (2, "2026-01-02 14:37:00", "connect", "Ines Okafor", None),
        (4, "2026-02-01 08:00:00", "connect", "Ada Berg", None),
    ]
    assert [row["personalised"] for row in log.records("select personalised from touches order by line")] == [
        True,
        False,
    ]


def test_an_invitation_received_is_skipped_and_named() -> None:
    told = brought(INVITATIONS).report
    assert (told.format, told.rows_in, told.accepted) == ("LinkedIn invitations", 3, 2)
    assert told.skips == (Skip(3, "an invitation to you, not one of yours"),)


def test_invitations_of_2018_have_five_columns() -> None:
    text = 'From,To,Sent At,Message,Direction\nJo Pike,Ada Berg,"3/4/18, 1:05 PM",Hello,OUTGOING\n'
    assert touches(brought(text)) == [(2, "2018-03-04 13:05:00", "connect", "Ada Berg", None)]


def test_connections_alone_do_not_say_who_asked() -> None:
    log = brought(CONNECTIONS)
    assert log.report.made["touches"] == 0
    assert log.report.about[0].startswith(
        "This list says with whom you are connected and since when, not who"
    )
    assert reasons(log) == {
        5: "a connection without a request of yours: the archive doesn't say who asked",
        6: "a connection without a request of yours: the archive doesn't say who asked",
        7: "a member who shows no name",
    }


@pytest.mark.parametrize(
    ("header", "on"),
    [
        ("First Name,Last Name,Email Address,Company,Position,Connected On", "5/8/18, 3:09 PM"),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "8-Feb-26"),
    ],
)
def test_connections_are_known_in_every_era(header: str, on: str) -> None:
    row = "Ada,Berg,,,Contoso,Chief" if "URL" in header else "Ada,Berg,,Contoso,Chief"
    told = brought(f'{header}\n{row},"{on}"\n').report
    assert (told.format, told.rows_in, told.skipped, told.rejects) == ("LinkedIn connections", 1, 1, ())


def test_a_message_of_mine_is_a_touch_and_one_of_theirs_its_answer() -> None:
    log = brought(MESSAGES, chosen={"owner": "Jo Pike"})
    assert touches(log) == [
        (5, "2026-02-09 10:01:00", None, "Ines Okafor", None),
        (7, "2026-01-02 14:37:00", "introduction", "Ines Okafor", None),
    ]
    assert replies(log) == [(4, 5, "reply", "2026-02-11")]


def test_drafts_and_sponsored_mail_are_skipped_and_named() -> None:
    assert reasons(brought(MESSAGES)) == {2: "a draft, never sent", 3: "sponsored mail"}


def test_where_two_take_part_in_every_message_the_person_is_asked() -> None:
    log = brought(
        "".join(line for line in MESSAGES.splitlines(keepends=True) if not line.startswith(("c2", "c3")))
    )
    [need] = log.report.open_questions
    assert (need.key, need.choices) == ("owner", ("Jo Pike", "Ines Okafor"))
    with pytest.raises(QuestionOpen, match="which of Jo Pike and Ines Okafor is you"):
        log.measure(today=date(2026, 9, 1))


def test_an_answer_settles_whose_messages_they_are() -> None:
    log = brought(MESSAGES, chosen={"owner": "Ines Okafor"})
    assert [(line, contact) for line, _, _, contact, _ in touches(log)] == [(4, "Jo Pike")]


def test_the_one_who_takes_part_in_most_messages_is_the_owner() -> None:
    assert brought(MESSAGES).report.open_questions == ()  # a draft is theirs, and sponsored mail went to them


def test_the_direction_of_2018_says_whose_messages_they_are() -> None:
    log = brought(
        "From,To,Date,Subject,Content,Direction,Folder\n"
        'Ada Berg,Jo Pike,"3/6/18, 9:00 AM",,Gladly,INCOMING,INBOX\n'
        'Jo Pike,Ada Berg,"3/4/18, 1:05 PM",Coffee?,Hello,OUTGOING,SENT\n'
    )
    assert touches(log) == [(3, "2018-03-04 13:05:00", "introduction", "Ada Berg", None)]
    assert replies(log) == [(2, 3, "reply", "2018-03-06")]


def test_people_who_left_linkedin_are_not_one_person() -> None:
    log = brought(
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
        "c1,,Jo Pike,,LinkedIn Member,2026-02-09 10:01:00 UTC,,Hi,INBOX\n"
        "c2,,Jo Pike,,LinkedIn Member,2026-02-10 10:01:00 UTC,,Hello,INBOX\n"
        "c2,,LinkedIn Member,,Jo Pike,2026-02-11 10:01:00 UTC,,Yes,INBOX\n"
    )
    assert (log.report.made["opportunities"], replies(log)) == (2, [(4, 3, "reply", "2026-02-11")])


def test_the_archive_is_one_log_that_names_the_file_of_every_row() -> None:
    found = archive(Invitations=INVITATIONS, Connections=CONNECTIONS, messages=MESSAGES)
    assert found.name == "LinkedIn archive"
    assert [found.places[skip.line][:2] for skip in found.skips] == [
        ("Invitations.csv", 3),
        ("Connections.csv", 6),
        ("Connections.csv", 7),
        ("messages.csv", 2),
        ("messages.csv", 3),
        ("messages.csv", 7),
    ]


def test_in_the_archive_a_connection_is_the_yes_to_the_request() -> None:
    found = archive(Invitations=INVITATIONS, Connections=CONNECTIONS)
    rows = [dict(zip(found.sheet.header, row.values(), strict=True)) for row in found.sheet.cells.to_pylist()]
    assert [(row["event"], row["at"], row["accepted_at"], row["touch"], row["company"]) for row in rows] == [
        ("touch", "2026-01-02 14:37:00", "2026-01-03", "", "Northwind, Inc."),
        ("touch", "2026-02-01 08:00:00", "", "", ""),
        ("reply", "2026-01-03", "", "2", "Northwind, Inc."),
    ]


def test_applications_and_saved_jobs() -> None:
    applied = brought(
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
        "Question And Answers\n"
        '"11/20/25, 8:15 AM",me@example.com, +15550100,Acme,Writer,http://x/jobs/view/40,cv.pdf,Years?:6 | City:B\n'
    )
    assert touches(applied) == [(2, "2025-11-20 08:15:00", "application", None, None)]
    saved = brought(
        'Saved Date,Job Url,Job Title,Company Name\n"9/1/26, 9:00 AM",http://x/1,Lead,Northwind\n'
    )
    assert reasons(saved) == {2: "a saved job: a wish, never sent"}
