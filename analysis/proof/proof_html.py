"""A proof of search as one page to print: who signs it, what each week came to, and every activity."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from string import Template

from analysis import wording
from analysis.proof.weeks import FIELD_TITLES, TARGET_LABELS, Activity, Proof, Week, activity_fields
from analysis.report.markup import Html, join_markup, scroll_table, tag
from analysis.report.page_footer import footer_css

HERE = Path(__file__).parent
STYLESHEET = HERE.parent / "report" / "report.css"
TO_FILL_IN = ("Name", "Claim number", "Date", "Signature")
FIELDS_TO_WRITE_IN = {FIELD_TITLES["details"]: ""}


def render_proof(proof: Proof, made_on: date, *, reviewed: bool) -> str:
    """The page, with everything it shows in it; it runs no script and asks nothing of any network.

    `reviewed`: the person has looked through the activities.
    """
    body = join_markup(
        _head(proof, made_on, reviewed), tag("main", _summary(proof), *map(_week, proof.weeks))
    )
    foot = f"Proof of search, self-reported. {_period(proof)}. Data up to {wording.day(proof.as_of)}."
    return Template((HERE / "proof.html").read_text(encoding="utf-8")).substitute(
        style=STYLESHEET.read_text(encoding="utf-8"), paper=footer_css(foot), body=body
    )


def _head(proof: Proof, made_on: date, reviewed: bool) -> Html:
    looked = "and looked through by them" if reviewed else "and not looked through by them yet"
    return tag(
        "header",
        tag("h1", "Proof of search"),
        tag("p", f"{_period(proof)}. {proof.summary()}"),
        tag(
            "p",
            f"Self-reported: made on {wording.day(made_on)} from the person's own log, with data up to "
            f"{wording.day(proof.as_of)}, {looked}. Nobody else has checked it.",
        ),
        tag("dl", *(tag("div", tag("dt", title), tag("dd", "")) for title in TO_FILL_IN), class_="sign"),
    )


def _summary(proof: Proof) -> Html:
    return tag(
        "section",
        tag("h2", f"Weekly target: {proof.target_text()}"),
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", title, scope="col") for title in ("Week", "Done", "Target")))),
            tag("tbody", *(_line(week) for week in proof.weeks)),
        ),
    )


def _line(week: Week) -> Html:
    return tag("tr", tag("td", _days(week)), tag("td", str(week.number)), tag("td", TARGET_LABELS[week.met]))


def _week(week: Week) -> Html:
    title = tag("h2", f"{_days(week)}: target {TARGET_LABELS[week.met]}")
    if not week.activities:
        return tag("section", title, tag("p", "Nothing was recorded in this week."), class_="week")
    head = tag("tr", *(tag("th", name.capitalize(), scope="col") for name in FIELD_TITLES.values()))
    lines = tag("tbody", *map(_activity, week.activities))
    table = tag("table", tag("thead", head), lines, class_="activities")
    return tag("section", title, scroll_table(table, _days(week)), class_="week")


def _activity(activity: Activity) -> Html:
    """One line; the contact details, which no log has, may stay empty to be written in."""
    fields = activity_fields(activity)
    return tag(
        "tr",
        *(
            tag("td", fields[title] or FIELDS_TO_WRITE_IN.get(title, "–"), dir="auto")
            for title in FIELD_TITLES.values()
        ),
    )


def _days(week: Week) -> str:
    return f"{wording.day(week.first)} to {wording.day(week.last)}"


def _period(proof: Proof) -> str:
    weeks = proof.weeks
    return f"{wording.day(weeks[0].first)} to {wording.day(weeks[-1].last)}"
