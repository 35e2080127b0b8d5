"""A newer version of the log's file: the person sees what it would change, and takes it or not."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Bring
from tests.pages.screen import click, markup, plain
from tests.pages.test_log import HOSTILE

OLD = b"""sent_at,channel,company,outcome
03/04/2026,pigeon,Kites,
05/04/2026,letter,Teapots,
06/04/2026,email,Looms,
"""
NEW = b"""sent_at,channel,company,outcome
03/04/2026,pigeon,Kites,
05/04/2026,letter,Teapots,reply
09/04/2026,email,Boats,
"""
TOLD = "1 row is known, 1 is new, 1 changed, 1 is not in the newer file."


def newer(app: AppTest, content: bytes) -> AppTest:
    return app.file_uploader(key="newer version").upload("log of May.csv", content, "text/csv").run()


def used(app: AppTest) -> str:
    return next(metric.value for metric in app.metric if metric.label == "Used")


def offered(bring: Bring) -> AppTest:
    """A log about whose dates the person was asked, and a newer version of it."""
    return newer(click(bring(OLD), "The day comes first"), NEW)


def test_what_a_newer_version_would_change_is_told_before_anything_is_taken(bring: Bring) -> None:
    app = offered(bring)
    assert TOLD in plain(app)
    assert (used(app), app.dataframe[0].value.iloc[0].to_list()) == ("3", [3, 3, "outcome", "", "reply"])


def test_the_newer_version_counts_with_the_rows_it_lacks_and_nothing_is_asked_again(bring: Bring) -> None:
    app = click(offered(bring), "Take the newer version")
    assert (used(app), TOLD in plain(app)) == ("4", False)
    assert "One question first" not in markup(app)


def test_rows_that_the_newer_version_lacks_leave_when_the_person_says_so(bring: Bring) -> None:
    app = offered(bring)
    app = app.checkbox(key="keep rows that are gone").uncheck().run()
    assert used(click(app, "Take the newer version")) == "3"


def test_a_newer_version_that_is_not_taken_changes_nothing(bring: Bring) -> None:
    app = click(offered(bring), "Leave my log as it is")
    assert (used(app), TOLD in plain(app)) == ("3", False)


def test_a_file_with_other_columns_is_no_newer_version_and_the_log_stays(bring: Bring) -> None:
    app = newer(bring(OLD.replace(b"/", b"-")), b"when,who\n2026-03-02,Ada\n")
    assert "it has no column sent_at" in plain(app)
    assert not click(app, "Leave my log as it is").error


def test_a_newer_version_is_counted_until_its_own_last_day(bring: Bring) -> None:
    app = click(offered(bring), "Count until 6 April 2026")
    click(app, "Take the newer version")
    assert "Your log ends on 9 April 2026" in plain(app)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_nothing_from_a_newer_version_is_read_as_markup(bring: Bring, text: str) -> None:
    older = f'sent_at,channel,company,"{text}"\n2026-03-02,email,"{text}","{text}"\n2026-03-03,email,Kites,\n'
    newer_one = older.replace("03-02", "03-04").replace("Kites,", f'Kites,"{text}"')
    app = bring(older.encode())
    app = (
        app.file_uploader(key="newer version")
        .upload(f"{text[:99]}.csv", newer_one.encode(), "text/csv")
        .run()
    )
    assert "0 rows are known, 1 is new, 1 changed, 1 is not in the newer file." in plain(app)
    assert text not in markup(app)
    lacking = (
        app.file_uploader(key="newer version").upload("b.csv", b"sent_at,channel\n2026-03-02,email\n").run()
    )
    assert text not in markup(lacking)
