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


NOTE = "Hi Ines, I saw your talk in Rome & I'd love to connect."
OF_ADA = "c9,,Jo Pike,,Ada Berg,,2026-02-01 08:00:00 UTC,,Coffee?,INBOX,,No,No\n"


def rows_of_messages(
    *messages: tuple[str, str], note: str = NOTE, accepted_on: str = "05 Jan 2026"
) -> list[tuple[str | None, ...]]:
    """Moment and text of all that was sent to Ines, who was invited on 2 January at 14:37."""
    lines = [f'c1,,Jo Pike,,Ines Okafor,,{at} UTC,,"{text}",INBOX,,No,No' for at, text in reversed(messages)]
    found = archive(
        Invitations="From,To,Sent At,Message,Direction\n"
        f'Jo Pike,Ines Okafor,"1/2/26, 2:37 PM","{note}",OUTGOING\n',
        Connections=f"First Name,Last Name,Company,Position,Connected On\nInes,Okafor,Acme,Chief,{accepted_on}\n",
        messages="\n".join([MESSAGES.splitlines()[0], *lines]) + "\n" + OF_ADA,
    )
    rows = [dict(zip(found.sheet.header, row.values(), strict=True)) for row in found.sheet.cells.to_pylist()]
    return [
        tuple(row.get(name) for name in ("event", "at", "personalised", "message"))
        for row in rows
        if row["contact"] == "Ines Okafor" and row["event"] == "touch"
    ]


INVITED = ("touch", "2026-01-02 14:37:00", "yes", NOTE)


@pytest.mark.parametrize("at", ["2026-01-02 14:37:00", "2026-01-05 09:12:44", "2026-04-01 10:00:00"])
@pytest.mark.parametrize("text", [NOTE, "Hi Ines,\n I saw your talk in Rome &amp; I’d love to connect"])
def test_the_text_of_the_note_is_the_note_on_any_day(at: str, text: str) -> None:
    assert rows_of_messages((at, text)) == [INVITED]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ines, I saw your talk in Rome & I'd love to…",
        f"{NOTE} Best wishes, Jo",
        f"Dear Ms Okafor, {NOTE}",
        "Hi Ines, I saw your talk in Roma & I'd love to connect.",
        f"{NOTE} My reason is that we both work on boats, and that I may move to Rome in spring",
    ],
    ids=["cut off", "signature", "greeting", "slip", "cut off in the invitation"],
)
@pytest.mark.parametrize(
    "at", ["2026-01-02 20:00:00", "2026-01-01 23:50:00", "2026-01-03 02:00:00", "2026-01-05 09:12:44"]
)
def test_a_text_that_differs_a_little_is_the_note_on_the_day_it_was_sent_or_accepted(
    at: str, text: str
) -> None:
    assert rows_of_messages((at, text)) == [INVITED]


def test_a_text_that_differs_a_little_is_a_message_on_another_day() -> None:
    text = f"{NOTE} Best wishes, Jo"
    assert rows_of_messages(("2026-02-10 09:00:00", text)) == [
        INVITED,
        ("touch", "2026-02-10 09:00:00", "", text),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ines",
        "Hi Ines, thanks for connecting! Would you have ten minutes to talk about the role in Rome?",
        "Hi Ines, I saw your post on boats & I'd like to apply for the job in Oslo.",
    ],
)
def test_another_message_on_the_same_day_is_a_message(text: str) -> None:
    assert rows_of_messages(("2026-01-02 18:00:00", text)) == [
        INVITED,
        ("touch", "2026-01-02 18:00:00", "", text),
    ]


def test_only_the_first_message_since_the_invitation_is_its_note() -> None:
    before, again = ("2026-01-01 16:00:00", "Hello Ines"), ("2026-03-01 09:00:00", NOTE)
    assert rows_of_messages(before, ("2026-01-02 14:37:00", NOTE), again) == [
        INVITED,
        ("touch", *again[:1], "", NOTE),
        ("touch", *before[:1], "", "Hello Ines"),
    ]


def test_the_same_text_behind_another_message_is_sent_again() -> None:
    first, again = ("2026-01-06 09:00:00", "Hello Ines"), ("2026-03-01 09:00:00", NOTE)
    assert rows_of_messages(first, again) == [
        INVITED,
        ("touch", *again[:1], "", NOTE),
        ("touch", *first[:1], "", "Hello Ines"),
    ]


def test_a_note_that_the_invitations_leave_out_is_known_by_its_minute() -> None:
    assert rows_of_messages(("2026-01-02 14:37:41", NOTE), note="") == [INVITED]
    assert rows_of_messages(("2026-01-02 14:38:41", NOTE), note="") == [
        ("touch", "2026-01-02 14:37:00", "no", ""),
        ("touch", "2026-01-02 14:38:41", "", NOTE),
    ]


def test_a_reply_to_the_note_answers_the_invitation() -> None:
    found = archive(
        Invitations=INVITATIONS, messages=MESSAGES.replace("2026-02-09 10:01", "2026-02-12 10:01")
    )
    rows = [dict(zip(found.sheet.header, row.values(), strict=True)) for row in found.sheet.cells.to_pylist()]
    assert [(row["at"], row["touch"]) for row in rows if row["event"] == "reply"] == [
        ("2026-02-11 08:30:12", "2")
    ]


def test_of_two_people_with_one_name_the_profile_says_whose_note_it_is() -> None:
    twin = INVITATIONS.replace("/in/ines", "/in/twin")
    for invitations, is_note in ((INVITATIONS, True), (twin, False)):
        found = archive(Invitations=invitations, messages=MESSAGES)
        assert (("messages.csv", 7) in [found.places[skip.line][:2] for skip in found.skips]) is is_note
