"""Response rates by channel."""

from tests.analysis.questions.small_search import answered


def test_response_by_channel_has_one_row_for_each_channel() -> None:
    keys = ("name", "n", "replies", "positive", "rejections")
    assert sorted(tuple(row[key] for key in keys) for row in answered("response_by_channel")) == [
        ("email", 2, 1, 1, 0),
        ("website", 2, 2, 1, 1),
    ]
