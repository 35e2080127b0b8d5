"""What counts as a reply is one thing on every page, in a report, in a share and on the command line."""

import json
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.__main__ import main
from analysis.report import report_html
from data.imports.log import import_log
from data.imports.upload import Upload
from pages.components.answers.filter_bar import BASIS_NOTES
from tests.pages.conftest import Bring, View
from tests.pages.screen import click, markup, pick, plain, visit
from tests.pages.test_share import token

HEADER = "sent_at,company,outcome,replied_at\n"
OLD = "".join(f"2026-01-{1 + n:02},A{n},{'reply' if n < 3 else 'none'},\n" for n in range(8))
RECENT = "".join(f"2026-05-{1 + n:02},B{n},reply,\n" for n in range(3))
DATED = "".join(f"2026-01-{1 + n:02},C{n},reply,2026-01-{4 + n:02}\n" for n in range(9))
SILENT = "".join(f"2026-01-{11 + n:02},D{n},none,\n" for n in range(10))
LOGS = {
    "within": HEADER + DATED + "2026-01-10,E,reply,\n" + SILENT + "2026-06-01,F,none,\n",
    "recorded": HEADER + OLD + RECENT,
    "so far": HEADER + OLD[: OLD.index("2026-01-05")] + RECENT,
}
SHOWN = {
    "within": (
        "50\N{NO-BREAK SPACE}%",
        "in 30 days, n 21",
        "9 of 20 messages sent at least 30 days ago were answered within 30 days. 1 more reply",
    ),
    "recorded": (
        "38\N{NO-BREAK SPACE}%",
        "so far, n 8 sent 30 days ago or earlier",
        "Replies so far: 3 of 8 messages sent",
    ),
    "so far": ("86\N{NO-BREAK SPACE}%", "so far, n 7", "Replies so far: 6 of 7 messages (86%, range "),
}
"""On each basis: the tile, the end of the line below it, and how the sentence begins."""


def tile(app: AppTest) -> tuple[str, str]:
    """The response rate in its tile, and the line below it."""
    [found] = [metric for metric in app.metric if metric.label.startswith("Response rate")]
    return str(found.value), str(found.delta)


def verdict(app: AppTest, begins: str) -> str:
    """The sentence of the page that begins so."""
    [found] = [line for line in plain(app).splitlines() if line.startswith(begins)]
    return found


@pytest.mark.parametrize("basis", LOGS)
def test_one_number_stands_everywhere(
    bring: Bring, view: View, tmp_path: Path, capsys: pytest.CaptureFixture[str], basis: str
) -> None:
    value, line, begins = SHOWN[basis]
    app = bring(LOGS[basis].encode())
    visit(app, "overview")
    assert (tile(app)[0], tile(app)[1].endswith(line)) == (value, True)
    assert (BASIS_NOTES[basis] or "data up to") in markup(app)
    sentence = verdict(visit(app, "channels"), begins)

    log = import_log(Upload(LOGS[basis].encode(), "log.csv")).measure(today=date.today())
    assert sentence in unescape(report_html.render_report(log))

    file = tmp_path / "log.csv"
    file.write_text(LOGS[basis], encoding="utf-8")
    assert main(["ask", "response_by_channel", str(file), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["basis"], printed["verdict"]) == (basis, sentence)
    assert f"{100 * printed['rows'][0]['rate']:.0f}\N{NO-BREAK SPACE}%" == value

    visit(app, "share").checkbox[0].check().run()
    seen = view(token(click(app, "Publish")))
    assert tile(seen) == tile(visit(app, "overview"))
    assert verdict(seen, begins) == sentence


def test_every_page_with_rates_counts_on_the_basis_that_is_chosen(bring: Bring) -> None:
    app = bring(LOGS["recorded"].encode())
    pick(visit(app, "overview"), "basis", "so far")
    assert tile(app) == ("55\N{NO-BREAK SPACE}%", "28–79\N{NO-BREAK SPACE}% so far, n 11")
    for page in ("channels", "strategies", "timing", "playbook"):
        app = pick(visit(app, page), "basis", "so far")
        assert BASIS_NOTES["so far"] in markup(app), page
    assert "Replies so far: 6 of 11 messages (55%, range 28–79%)." in plain(
        pick(visit(app, "channels"), "basis", "so far")
    )


def test_choosing_days_where_no_reply_has_one_says_what_is_missing(bring: Bring) -> None:
    app = bring(LOGS["recorded"].encode())
    pick(visit(app, "overview"), "basis", "within")
    assert tile(app) == ("–", "not recorded")
    for page in ("strategies", "timing", "playbook", "channels"):
        app = pick(visit(app, page), "basis", "within")
        assert not app.exception, page
        assert "answered within 30 days" not in plain(app), page
    assert "it needs the day on which each reply came" in plain(app)


def test_interviews_without_a_day_are_so_far(bring: Bring) -> None:
    app = visit(bring(b"company,status\nKites,Interview\nLooms,Applied\n"), "overview")
    assert "within" not in app.subheader[0].value
    [interviews] = [metric for metric in app.metric if metric.label == "Had an interview"]
    assert (interviews.value, interviews.delta) == ("1", "so far")
