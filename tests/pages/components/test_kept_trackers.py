"""What the Log page says of a tracker as people keep it: what it asks and read, and what is read differently now."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest

from data.exports.detect import detect_export
from data.imports.choices import RULES, Choices
from data.imports.upload import Upload
from data.schema.saved_mapping import save_mapping
from tests.pages.conftest import Bring
from tests.pages.screen import click, markup, plain

TRACKER = (
    b"Company,Date applied,Status\nA,2026-03-02,Applied\nB,2026-03-03,Tailored\nC,2026-03-04,Draft\n"
    b'D,2026-03-05,"phone screen, then rejected"\n'
)
JOBS = b"Date,Channel,Company,What I want,Replied\n2026-03-02,email,Acme,Analyst,yes\n2026-03-02,email,Acme,Clerk,no\n"


def numbers(app: AppTest) -> dict[str, str]:
    return {metric.label: str(metric.value) for metric in app.metric if metric.label in ("Used", "Skipped")}


def test_what_may_not_have_been_sent_is_asked_while_all_else_is_measured(bring: Bring) -> None:
    app = bring(TRACKER)
    assert (
        app.subheader[0].value
        == "2 touches for 2 opportunities so far: 0 with an interview and 0 with an offer."
    )
    assert "1 row says “Tailored”. Were these sent?" in plain(app)
    assert numbers(app) == {"Used": "2", "Skipped": "2"}
    click(app, "Yes")
    assert ("Were these sent?" in plain(app), numbers(app)) == (False, {"Used": "3", "Skipped": "1"})


def test_no_is_an_answer_too(bring: Bring) -> None:
    app = click(bring(TRACKER), "No")
    assert ("Were these sent?" in plain(app), numbers(app)) == (False, {"Used": "2", "Skipped": "2"})


def test_two_jobs_at_one_company_are_asked_about_first(bring: Bring) -> None:
    app = bring(JOBS)
    assert app.subheader[0].value == "One question first: which column is the job?"
    click(app, "What I want")
    assert "2 opportunities" in plain(app)


def test_what_was_read_from_its_words_is_listed(bring: Bring) -> None:
    app = bring(TRACKER)
    assert "Read from your words: 1" in [expander.label for expander in app.expander]


def test_a_mapping_of_before_says_what_is_read_differently_until_it_was_seen(bring: Bring) -> None:
    export = detect_export(Upload(TRACKER, "log.csv"))
    saved = json.loads(save_mapping(export, Choices()))
    assert saved.pop("rules") == RULES
    app = bring(TRACKER)
    app.file_uploader(key="saved mapping").upload(
        "m.json", json.dumps(saved).encode(), "application/json"
    ).run()
    click(app, "Use it for this file")
    assert "2 activities now, 4 before" in plain(app)
    click(app, "Got it")
    assert "Some numbers have changed" not in markup(app)
