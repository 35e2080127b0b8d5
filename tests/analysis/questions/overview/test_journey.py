"""How far each opportunity came."""

from tests.analysis.questions.small_search import answered


def test_the_journey_is_followed_to_where_each_opportunity_stands() -> None:
    moves = [(row["source"], row["target"], row["opportunities"]) for row in answered("journey")]
    assert moves == [
        ("contacted", "no answer", 1),
        ("applied", "answered", 2),
        ("answered", "interview", 1),
        ("answered", "rejected", 1),
        ("interview", "offer", 1),
    ]
