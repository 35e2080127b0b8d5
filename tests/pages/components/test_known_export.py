"""What the Log page says of a known export, and what it asks."""

from streamlit.testing.v1 import AppTest

from data.exports.detect import detect_export
from data.imports.choices import Choices
from data.imports.upload import Upload
from data.schema.saved_mapping import save_mapping
from tests.pages.conftest import Bring
from tests.pages.screen import click, markup, plain

MAILBOX = (
    b"From 1@x Mon Jan 12 09:14:05 +0000 2026\nDate: Mon, 12 Jan 2026 10:14:05 +0100\nX-Gmail-Labels: Sent\n"
    b"From: me@example.com\nTo: maya@example.com\nSubject: Hello\n\nThank you, Maya\n"
)
MESSAGES = (
    b"CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    b"c1,,Ines Okafor,,Jo Pike,2026-02-11 08:30:12 UTC,,Sure,INBOX\n"
    b"c1,,Jo Pike,,Ines Okafor,2026-02-09 10:01:00 UTC,,Hi,INBOX\n"
)


def used(app: AppTest) -> str:
    return next(metric.value for metric in app.metric if metric.label == "Used")


def use(app: AppTest, mapping: bytes) -> AppTest:
    return app.file_uploader(key="saved mapping").upload("mapping.json", mapping, "application/json").run()


def test_a_known_export_says_what_it_is_and_what_it_cannot_tell(bring: Bring) -> None:
    app = bring(MAILBOX)
    assert "Recognised: Mailbox" in markup(app)
    assert "The texts of the messages were not." in plain(app)


def test_texts_are_read_when_the_box_is_ticked(bring: Bring) -> None:
    app = bring(MAILBOX).checkbox(key="read text").check().run()
    assert "The texts of the messages were not." not in plain(app)


def test_whose_messages_they_are_is_asked_once(bring: Bring) -> None:
    app = bring(MESSAGES)
    assert app.subheader[0].value == "One question first: who are you?"
    click(app, "Jo Pike")
    assert (used(app), "who are you?" in markup(app)) == ("2", False)


def test_what_was_said_is_saved_and_said_again(bring: Bring) -> None:
    dates = b"sent_at,channel\n03/04/2026,email\n05/06/2026,letter\n"
    app = click(bring(dates), "The day comes first")
    mapping = save_mapping(detect_export(Upload(dates, "log.csv")), Choices(dates="mdy")).encode()
    click(use(app, mapping), "Use it for this file")
    assert "6 May 2026" in plain(app)


def test_a_mapping_of_another_file_is_refused_in_a_sentence(bring: Bring) -> None:
    mapping = save_mapping(
        detect_export(Upload(b"Mood,channel\ngood,email\n", "log.csv")), Choices()
    ).encode()
    app = bring(b"sent_at,channel\n2026-03-01,email\n")
    click(use(app, mapping), "Use it for this file")
    assert "saved for a file with other columns" in plain(app)


def test_rows_that_look_shifted_are_moved_with_one_click(bring: Bring) -> None:
    app = bring(b"Date applied,Company,Status,\n,2026-02-10,Alder,Rejected\n,2026-02-11,Birch,Interview\n")
    assert app.subheader[0].value == "One question first: are these rows shifted?"
    assert app.dataframe[0].value.to_dict("records")[:2] == [
        {"row": "line 2, as it is", "Date applied": "", "Company": "2026-02-10", "Status": "Alder"},
        {"row": "line 2, moved", "Date applied": "2026-02-10", "Company": "Alder", "Status": "Rejected"},
    ]
    click(app, "Yes")
    assert (used(app), "shifted?" in markup(app)) == ("2", False)
