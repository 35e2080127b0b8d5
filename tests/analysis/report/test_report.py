"""The report: one file that holds every answer, runs nothing but itself and shows everything as text."""

import json
import re
import tomllib
from dataclasses import replace
from datetime import date
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from analysis.ask import ask
from analysis.filters import Filters
from analysis.questions import QUESTIONS
from analysis.report import report_html
from analysis.report.answer_table import value_text
from analysis.report.markup import Html, tag
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.paths import JOB_SEEKER, ROOT
from tests.patience import fresh

TODAY = date(2026, 9, 20)
ATTACK = '</script><img src=x onerror="document.title=1"><b>&"\''
LEGIBLE = {"light": "rgb(14, 20, 27)", "dark": "rgb(232, 237, 242)"}


def measured(text: str, name: str = "log.csv") -> MeasuredLog:
    return import_log(Upload(text.encode(), name)).measure(today=TODAY)


@pytest.fixture(scope="module")
def sample() -> MeasuredLog:
    path = JOB_SEEKER
    return import_log(Upload(path.read_bytes(), path.name)).measure(today=TODAY)


@pytest.fixture(scope="module")
def page(sample: MeasuredLog) -> str:
    return report_html.render_report(sample)


@pytest.fixture(scope="module")
def file(page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mail") / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hostile() -> str:
    """The report of a log, a filter and a file whose texts are all an attack."""
    cell = ATTACK.replace('"', '""')
    answer = ask(
        measured("channel,replied,company\n" + f'email,no,"{cell}"\n' * 6),
        "response_by_channel",
        by="company",
    )
    return report_html.render_page([answer], answer.as_of, Filters(channels=(ATTACK,)), [ATTACK])


def opened(browser: Browser, file: Path, **settings: Any) -> Page:
    """The report in a browser without a network; what it logs or asks for is in `page.noise`."""
    page = fresh(browser, offline=True, **settings).new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    page.wait_for_selector(".figure svg")
    page.noise = noise  # type: ignore[attr-defined]
    return page


def test_every_answer_is_in_the_report(page: str, sample: MeasuredLog) -> None:
    missing = [
        key for key in QUESTIONS if str(tag("p", ask(sample, key).verdict, class_="verdict")) not in page
    ]
    assert missing == []


def test_the_report_says_until_when_and_of_what_it_speaks(sample: MeasuredLog) -> None:
    page = report_html.render_report(sample, Filters(channels=("email", "job_board"), since=date(2026, 4, 1)))
    assert (
        "Data up to 3 September 2026. Counted only: since 2026-04-01; channels E-mail and Job board." in page
    )


def test_a_question_without_an_answer_says_so() -> None:
    question = QUESTIONS["journey"]
    unanswered = report_html.UnansweredQuestion(question, "It has no column “day”.")
    page = report_html.render_page([unanswered], TODAY, Filters())
    assert '<section id="journey"><h2>How far did each opportunity come?</h2>' in page
    assert "This log can&#x27;t answer that. It has no column “day”." in page


def test_a_log_without_dates_has_a_report() -> None:
    page = report_html.render_report(measured("channel,outcome\nemail,reply\nletter,none\n"))
    assert [key for key in QUESTIONS if f'<section id="{key}">' not in page] == []


def test_a_report_for_others_leaves_out_what_names_people(
    sample: MeasuredLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = replace(QUESTIONS["journey"], shareable=False)
    monkeypatch.setitem(QUESTIONS, "journey", kept)
    page = report_html.render_report(sample, private=False)
    assert ('<section id="journey">' in page, "job_seeker.csv" in page) == (False, False)
    assert '<section id="response_by_channel">' in page


def test_the_numbers_in_the_table_are_those_of_the_answer(sample: MeasuredLog) -> None:
    answer = ask(sample, "response_by_channel")
    row = answer.rows[0]
    page = report_html.render_page([answer], answer.as_of, answer.filters)
    assert f'<td class="number" dir="auto">{row["n"]:,}</td>' in page
    assert page.count('<tr><td class="text" dir="auto">') == len(answer.rows)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("rate", 0.25, "25\xa0%"),
        ("hazard", 0.25, "25\xa0%"),
        ("overlap", 12.3, "12.30"),
        ("n_without", 24, "24"),
        ("chance", "interview", "interview"),
        ("target", "no answer", "No answer"),
        ("answered", False, "no"),
        ("low", None, "–"),
    ],
)
def test_a_value_is_told_by_what_it_is(column: str, value: object, told: str) -> None:
    assert value_text(column, value) == told


def test_texts_of_the_log_never_become_markup(hostile: str) -> None:
    assert hostile.count(escape(ATTACK)) >= 3
    assert "<img" not in hostile.split("<script", 1)[0]
    assert "</script><img" not in hostile


def test_markup_escapes_all_but_markup() -> None:
    inside = tag("b", "a < b", title='"')
    assert tag("p", inside, "<i>", class_="x", hidden=True, lang=False) == Html(
        '<p class="x" hidden><b title="&quot;">a &lt; b</b>&lt;i&gt;</p>'
    )


def test_only_the_scripts_of_the_report_may_run(page: str) -> None:
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert (rules["default-src"], rules["script-src"].count("'sha256-")) == ("'none'", 2)
    assert "unsafe" not in rules["script-src"]


def test_plotly_is_in_the_file_once_and_without_a_template(page: str) -> None:
    [figures] = re.findall(r'<script type="application/json" id="figures">(.*?)</script>', page, re.DOTALL)
    assert page.count("* plotly.js v") == 1
    assert [key for key, figure in json.loads(figures).items() if "template" in figure["layout"]] == []


def test_the_colours_are_those_of_the_app() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    names = ("backgroundColor", "secondaryBackgroundColor", "textColor", "linkColor", "borderColor")
    expected = [
        [*(theme[look][name] for name in names), *theme[look]["chartCategoricalColors"]]
        for look in ("light", "dark")
    ]
    css = (ROOT / "analysis" / "report" / "report.css").read_text()
    assert re.findall(r"#[0-9a-f]{6}", css) == list(chain(*expected))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_opens_offline_in_both_looks(browser: Browser, file: Path, scheme: str) -> None:
    page = opened(browser, file, color_scheme=scheme)
    drawn = page.locator(".figure").count()
    assert page.noise == []  # type: ignore[attr-defined]
    assert page.locator(".figure > .js-plotly-plot, .figure.js-plotly-plot").count() == drawn
    expect(page.locator("#figure-response_by_channel .ytick text").first).to_have_css("fill", LEGIBLE[scheme])


@pytest.mark.browser
def test_the_figures_follow_when_the_look_changes(browser: Browser, file: Path) -> None:
    page = opened(browser, file, color_scheme="light")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("#figure-response_by_channel .ytick text").first).to_have_css("fill", LEGIBLE["dark"])


@pytest.mark.browser
def test_a_report_fits_a_phone(browser: Browser, file: Path) -> None:
    page = opened(browser, file, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_a_report_is_accessible(browser: Browser, file: Path, scheme: str) -> None:
    page = opened(browser, file, color_scheme=scheme)
    for key in ("summary", "response_by_channel"):  # both kinds of table; all of them take a minute
        page.locator(f"#{key} summary").click()
    found = Axe().run(page, {"exclude": [[".figure svg"]]}).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []


@pytest.mark.browser
def test_paper_is_light_and_shows_the_evidence(browser: Browser, file: Path) -> None:
    page = opened(browser, file, color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#figure-response_by_channel .ytick text").first).to_have_css(
        "fill", LEGIBLE["light"]
    )
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


@pytest.mark.browser
def test_without_scripts_the_tables_say_it_all(browser: Browser, file: Path) -> None:
    page = fresh(browser, java_script_enabled=False).new_page()
    page.goto(file.as_uri())
    assert page.locator(".figure p").first.inner_text().startswith("The chart needs JavaScript.")
    page.locator("#response_by_channel summary").click()
    assert page.locator("#response_by_channel table").is_visible()


@pytest.mark.browser
def test_a_hostile_log_runs_nothing(browser: Browser, hostile: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(hostile, encoding="utf-8")
    page = opened(browser, file)
    assert (page.noise, page.title()) == ([], "Top of Mind, data up to 2026-09-19")  # type: ignore[attr-defined]
    assert page.locator("img").count() == 0
