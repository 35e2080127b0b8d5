"""Several files become one log: each is asked about first, and the person sees where every row came from."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Bring
from tests.pages.screen import click, markup, plain

MARCH = b"sent_at,channel,company\n2026-03-02,email,Kites\nsoon,letter,Teapots\n"
APRIL = b"sent_at,channel,company\n2026-03-02,email,Kites\n2026-04-05,letter,Looms\n"
CALLS = b"day,how,who,length\n03/04/2026,phone,Ada,5\n05/04/2026,phone,Ben,5\n"


def bring_both(app: AppTest, first: bytes, second: bytes) -> AppTest:
    uploader = app.file_uploader(key="first file").upload("march.csv", first, "text/csv")
    return uploader.upload("other.csv", second, "text/csv").run()


def fates(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def test_two_files_dropped_at_once_become_one_log(app: AppTest) -> None:
    app = bring_both(app, MARCH, APRIL)
    assert "other.csv: 2 rows" in plain(app)
    app = click(app, "Make one log of these 2")
    assert (fates(app)["Used"], fates(app)["Set aside"]) == ("3", "1")
    assert "2 files: 4 rows" in plain(app)


def test_a_file_is_asked_about_before_it_is_joined_and_its_rows_name_it(app: AppTest) -> None:
    app = bring_both(app, MARCH, CALLS)
    assert app.subheader[1].value == "One question first: how do you write dates?"
    assert "Make one log of these 2" not in markup(app)
    app = click(click(app, "The day comes first"), "Make one log of these 2")
    assert (fates(app)["Used"], fates(app)["Set aside"]) == ("3", "1")
    assert "Recognised: Several files" in markup(app)
    [aside] = [frame.value for frame in app.dataframe if "row" in frame.value.columns]
    assert aside.iloc[0].to_list()[:3] == ["march.csv 3", "sent_at", "soon"]


def test_another_file_is_put_beside_the_log_that_is_here_or_is_not(bring: Bring) -> None:
    app = bring(MARCH)
    app = app.file_uploader(key="files beside it").upload("april.csv", APRIL, "text/csv").run()
    assert fates(click(app, "Leave my log as it is"))["Used"] == "1"
    app = app.file_uploader(key="files beside it").upload("april.csv", APRIL, "text/csv").run()
    assert fates(click(app, "Make one log of these 2"))["Used"] == "3"


def test_a_file_that_says_nothing_is_left_out_and_the_others_go_on(app: AppTest) -> None:
    app = bring_both(app, MARCH, b"colour,size\nred,3\n")
    assert app.error[0].value == "One of these files can't be used yet."
    assert "Nothing in this file says what was done" in plain(app)
    assert fates(click(app, "Go on without it"))["Used"] == "1"


def test_a_newer_version_of_one_of_the_files_is_compared_with_its_rows_alone(app: AppTest) -> None:
    app = click(bring_both(app, MARCH, APRIL), "Make one log of these 2")
    newer = MARCH + b"2026-03-09,email,Boats\n"
    app = app.file_uploader(key="newer version").upload("march.csv", newer, "text/csv").run()
    assert "2 rows are known, 1 is new, 0 changed, 0 are not in the newer file." in plain(app)
    app = click(app, "Take the newer version")
    assert (fates(app)["Used"], "2 files: 5 rows" in plain(app)) == ("4", True)
