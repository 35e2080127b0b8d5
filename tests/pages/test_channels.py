"""The Channels page: each channel, or one's own words for it."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Bring
from tests.pages.screen import figures, markup, plain, visit

ROWS = [("Indeed", 6, 3), ("LinkedIn Easy Apply", 5, 1), ("E-mail", 2, 1), ("email", 3, 0)]
LOG = "sent_at,Source,company,replied_at\n" + "".join(
    f"2026-03-{day + 1:02},{word},{word} {day},{f'2026-03-{day + 3:02}' if day < replies else ''}\n"
    for word, number, replies in ROWS
    for day in range(number)
)


def shown(app: AppTest) -> list[tuple[str, int, int]]:
    """Channel, n and replies in the table of the answer."""
    table = app.dataframe[0].value
    return sorted(table[["name", "n", "replies"]].itertuples(index=False, name=None))


def test_a_channel_opens_into_ones_own_words(bring: Bring) -> None:
    app = visit(bring(LOG.encode()), "channels")
    assert shown(app) == [("E-mail", 5, 1), ("Job board", 11, 4)]
    app.toggle(key="own_words").set_value(True).run()
    opened = [("E-mail", 5, 1), ("Job board, Indeed", 6, 3), ("Job board, LinkedIn Easy Apply", 5, 1)]
    assert shown(app) == opened
    assert "Job board, Indeed" in str(figures(app))
    app = app.selectbox(key="rows response_by_channel").select_index(0).run()
    assert "rows of your log count here" in plain(app)
    app.toggle(key="own_words").set_value(False).run()
    assert shown(app) == [("E-mail", 5, 1), ("Job board", 11, 4)]


def test_where_each_channel_has_one_word_there_is_nothing_to_open(bring: Bring) -> None:
    app = visit(bring(LOG.replace("LinkedIn Easy Apply", "indeed").encode()), "channels")
    app.toggle(key="own_words").set_value(True).run()
    assert "Your log has one word for each channel, so there's nothing to open." in markup(app)
    assert shown(app) == [("E-mail", 5, 1), ("Job board", 11, 4)]


def test_too_many_words_are_said_and_the_channels_stay(bring: Bring) -> None:
    rows = "".join(f"2026-03-01,Board number {number},A{number},\n" for number in range(60))
    app = visit(bring((LOG + rows).encode()), "channels")
    app.toggle(key="own_words").set_value(True).run()
    assert "different words for its channels" in markup(app)
    assert ("Other", 60, 0) in shown(app)


def test_a_log_without_a_column_of_channels_has_no_words_for_them(bring: Bring) -> None:
    app = visit(bring(b"sent_at,company,replied_at\n2026-03-01,Acme,2026-03-04\n"), "channels")
    assert [toggle.key for toggle in app.toggle] == ["published"]
