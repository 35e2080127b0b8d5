"""What the Log page says of a known export, and what it asks."""

from streamlit.testing.v1 import AppTest

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
