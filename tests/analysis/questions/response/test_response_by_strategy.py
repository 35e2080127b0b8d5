"""Response rates by strategy, at each stage."""

from tests.analysis.questions.small_search import answered


def test_response_by_strategy_is_split_by_stage() -> None:
    counted = [
        (row["name"], row["stage"], row["n"], row["replies"]) for row in answered("response_by_strategy")
    ]
    assert counted == [
        ("application", "prospect", 2, 2),
        ("introduction", "prospect", 1, 0),
        ("thank_you", "interview", 1, 1),
    ]
