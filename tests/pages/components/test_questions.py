"""From an upload to the first finding: what is asked, at most three things at once, and what can be said of columns."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Bring
from tests.pages.screen import click, edit, plain

GUESSES = (
    b"Date,Company,How I applied,Remarks,Follow-up date,State\n2026-03-02,A,LinkedIn,Interview,2026-03-09,Ohio\n"
    b"2026-03-02,B,Indeed,,2026-03-10,Iowa\n2026-03-03,C,Email,Offer!,,Ohio\n"
)
FOLLOWED = b"Company,Applied,Channel,Wrote again,Response\nA,2026-03-02,email,2026-03-09,no\nB,2026-03-02,email,,yes\n"


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.label in ("Yes", "No")]


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def table(app: AppTest) -> int:
    """The place of the table of meanings among those on the page."""
    return next(place for place, each in enumerate(app.dataframe) if "example" in each.value.columns)


def test_each_guess_that_changes_a_number_is_one_click(bring: Bring) -> None:
    app = bring(GUESSES)
    assert labels(app) == ["Yes", "No"] * 3
    said = plain(app)
    assert "“Remarks” says “Interview”, “Offer!”. Is it what came of it?" in said
    assert "Is “How I applied” the channel?" in said
    assert (
        "“Follow-up date” says “2026-03-09”, “2026-03-10”. Are these follow-ups that you sent, or plans?"
        in said
    )
    app = press(app, "column yes")
    assert (
        app.subheader[0].value
        == "3 touches for 3 opportunities so far: 2 with an interview and 1 with an offer."
    )
    app = press(app, "column yes")
    app = press(app, "column yes")
    assert labels(app) == []
    assert (
        app.subheader[0].value
        == "5 touches for 3 opportunities so far: 2 with an interview and 1 with an offer."
    )
    assert app.get("plotly_chart")


def test_no_leaves_a_column_out_and_it_is_asked_no_more(bring: Bring) -> None:
    app = bring(GUESSES)
    for _ in range(3):
        app = press(app, "column no")
    assert labels(app) == []
    assert "3 touches for 3 opportunities, and 0 replies" in plain(app)


def test_another_column_can_be_named_in_place_of_one(bring: Bring) -> None:
    text = b"sent_at,Abc,Town\n2026-03-01,Post,Bath\n2026-03-02,Anruf,York\n2026-03-03,Pigeon,Ely\n"
    app = click(bring(text), "Town")
    shown = app.dataframe[table(app)].value
    means = dict(zip(shown["column"], shown["means"], strict=True))
    assert (means["Abc"], means["Town"]) == ("extra", "channel")


def test_a_column_can_be_said_to_hold_follow_ups_that_were_sent(bring: Bring) -> None:
    app = bring(FOLLOWED)
    assert "2 touches for 2 opportunities" in plain(app)
    typed = edit(app, 3, "means", "follow_up", table(app))
    assert [button.disabled for button in typed.button if button.label == "Read the file this way"] == [False]


def test_what_was_done_in_words_is_listed_beside_the_text(bring: Bring) -> None:
    app = bring(b"Date,Company,What I did\n2026-03-02,A,TY note to Dr. K\n2026-03-03,B,went for a walk\n")
    assert "Read from your words: 1" in [expander.label for expander in app.expander]
    listed = next(each.value for each in app.dataframe if "named" in each.value.columns)
    assert listed.to_dict("records") == [
        {"text": "TY note to Dr. K", "rows": 1, "named": "", "means": "thank_you"}
    ]


def test_years_that_were_said_are_one_note_and_no_rows_to_look_at(bring: Bring) -> None:
    app = bring(b"Date,Channel,Company\nSept 8,email,A\nSept 9,email,B\nSept 10,phone,C\n")
    app = click(app, next(button.label for button in app.button if button.label.isdecimal()))
    titles = [expander.label for expander in app.expander]
    assert not [title for title in titles if title.startswith("Worth a look")]
    assert "About your file: 1 note" in titles
