"""Publishing, looking at a share, and taking it down, without a browser."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.settings import variable
from data.store import object_store, shares
from pages import session
from tests.pages.conftest import View
from tests.pages.screen import click, markup, plain, titles, visit
from tests.paths import ROOT
from tests.patience import CEILING

pytestmark = pytest.mark.usefixtures("folder")
NOTHING = "There is no dashboard at this link"


@pytest.fixture
def sharing(sample: AppTest) -> AppTest:
    """The Share page of someone with the sample log, understood and named."""
    visit(sample, "share").text_input(key="label").set_value("For Grace")
    return sample.checkbox[0].check().run()


def token(app: AppTest) -> str:
    """The token in the link that the Share page shows."""
    [link] = [code.value for code in app.code if "?id=" in code.value]
    return str(link).split("?id=")[1]


def owner_key(app: AppTest) -> str:
    [key] = app.session_state["owner keys"]
    return str(key)


def test_nothing_is_published_before_the_warning_is_confirmed(sample: AppTest, folder: Path) -> None:
    visit(sample, "share")
    [publish] = [button for button in sample.button if button.label == "Publish"]
    assert publish.disabled
    assert "may recognise your numbers" in markup(sample)
    assert list(folder.iterdir()) == []


def test_a_viewer_sees_what_the_owner_saw(sharing: AppTest, view: View) -> None:
    seen = view(token(click(sharing, "Publish")))
    visit(sharing, "overview")
    assert [metric.value for metric in seen.metric] == [metric.value for metric in sharing.metric][:4]
    assert plain(sharing).splitlines()[0] in plain(seen)


def test_a_share_keeps_its_filters_and_dates(sharing: AppTest, view: View) -> None:
    sharing.button_group(key="channel").set_value(["email"]).run()
    seen = view(token(click(sharing, "Publish")))
    assert {"E-mail", "Data up to 3 September 2026"} <= set(re.findall(r"\[([^\[\]]+)\]", markup(seen)))
    assert "52" in [metric.value for metric in seen.metric]


def test_each_share_is_confirmed_anew(sharing: AppTest) -> None:
    click(sharing, "Publish")
    assert not sharing.checkbox[0].value


def test_only_the_chosen_questions_are_published(sharing: AppTest, view: View) -> None:
    sharing.multiselect(key="published questions").set_value(["journey"]).run()
    seen = view(token(click(sharing, "Publish")))
    assert [title for title in titles(seen) if title.endswith("?")] == ["How far did each opportunity come?"]


def test_the_preview_shows_the_same_dashboard(sharing: AppTest, view: View) -> None:
    click(sharing, "Preview")
    previewed = {title for title in titles(sharing) if title.endswith("?")}
    sharing.run()
    seen = view(token(click(sharing, "Publish")))
    assert previewed == {title for title in titles(seen) if title.endswith("?")}


def test_viewers_get_no_filters_no_keys_and_no_label(sharing: AppTest, view: View) -> None:
    seen = view(token(click(sharing, "Publish")))
    chosen = [each for each in seen.button_group if not str(each.key).startswith("picture")]
    assert [*seen.button, *chosen, *seen.multiselect, *seen.checkbox, *seen.text_input] == []
    assert "Grace" not in markup(seen) + plain(seen)


def test_the_owner_takes_a_share_down(sharing: AppTest, view: View) -> None:
    published = token(click(sharing, "Publish"))
    assert "Its link can't be shown again" not in markup(sharing)
    click(sharing, "Yes, take it down")
    assert "Taken down" in markup(sharing)
    assert NOTHING in markup(view(published))


def test_a_share_tells_how_it_is_shown_inside_another_page(sharing: AppTest) -> None:
    up = token(click(sharing, "Publish"))
    [place] = [each for each in sharing.expander if each.label == "Show it inside another page"]
    sharing.session_state[str(place.key)] = True
    frame = sharing.run().code[1].value
    assert frame.startswith("<iframe src=")
    assert f'shared?id={up}&embed=true"' in frame


def test_a_host_that_lets_nobody_frame_a_share_offers_no_frame(
    sharing: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable("frame_ancestors"), "'none'")
    click(sharing, "Publish")
    assert "Show it inside another page" not in [each.label for each in sharing.expander]


def test_a_share_is_taken_down_in_two_steps(sharing: AppTest) -> None:
    click(sharing, "Publish")
    [asked] = [each for each in sharing.get("popover") if each.proto.popover.label == "Take it down"]
    assert [button.label for button in asked.button] == ["Yes, take it down"]


def test_a_key_file_takes_a_share_down_in_another_session(sharing: AppTest, view: View) -> None:
    published = token(click(sharing, "Publish"))
    kept = f"name: For Grace\nowner key: {owner_key(sharing)}\n".encode()
    app = AppTest.from_file(ROOT / "app.py", default_timeout=CEILING).run()
    visit(app, "share").file_uploader(key="key file").upload("key.txt", kept, "text/plain").run()
    assert "For Grace" in plain(app)
    assert "Its link can't be shown again: it is stored nowhere" in markup(app)
    click(app, "Yes, take it down")
    assert NOTHING in markup(view(published))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"owner key: short", b"owner key: " + b"A" * 43])
def test_a_file_without_a_key_of_ours_is_refused(app: AppTest, content: bytes) -> None:
    visit(app, "share").file_uploader(key="key file").upload("key.txt", content, "text/plain").run()
    assert len(app.error) == 1
    assert "owner key" in app.error[0].value


def test_deleting_the_log_keeps_the_keys(sharing: AppTest) -> None:
    click(sharing, "Publish")
    key = owner_key(sharing)
    click(visit(sharing, "log"), "Yes, delete it")
    assert owner_key(sharing) == key


def screen(app: AppTest) -> list[tuple[str, str]]:
    return [(element.type, str(getattr(element, "value", ""))) for element in app.main]


def damaged(folder: Path) -> str:
    kept = object_store.open_store(str(folder))
    up = shares.publish(kept, b"{}", level="numbers", now=datetime.now(UTC))
    (folder / "v2" / "shares" / up.share / "payload").write_bytes(b"{]")
    return up.token


def test_unknown_expired_revoked_damaged_and_foreign_links_look_alike(folder: Path, view: View) -> None:
    kept, now = object_store.open_store(str(folder)), datetime.now(UTC)
    expired = shares.publish(kept, b"{}", level="numbers", days=1, now=now - timedelta(days=2)).token
    revoked = shares.publish(kept, b"{}", level="numbers", now=now)
    shares.revoke(kept, revoked.owner_key, revoked.share)
    foreign = shares.publish(kept, b'{"format": 9}', level="numbers", now=now).token
    links = ["", "x", "A" * 43, expired, revoked.token, foreign, damaged(folder)]
    first, *others = [screen(view(link)) for link in links]
    assert NOTHING in str(first)
    assert others == [first] * 6


def test_a_store_that_does_not_answer_shows_nothing_and_says_so(
    sharing: AppTest, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = token(click(sharing, "Publish"))
    monkeypatch.setenv(object_store.SETTING, "ftp://nowhere")
    session.server.store.clear()
    seen = view(published)
    assert len(seen.warning) == 1
    assert not seen.metric
    click(sharing.checkbox[0].check().run(), "Publish")
    assert {error.proto.title for error in sharing.error} == {"", "Nothing was published"}
