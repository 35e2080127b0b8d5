"""What came before each offer: the paths themselves, which is all there is to say while offers are few."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.question import Row
from analysis.questions.response import NOTHING
from analysis.statistics.gates import OFFERS_COUNTED

if TYPE_CHECKING:
    from analysis.answer import Answer


def to_offers(counts: list[Row], _asked: Mapping[str, Any]) -> list[Row]:
    """One row for each touch before each offer, in order; an offer that nothing came before has one empty row."""
    shown = [row for row in counts if row["offer"] is not None]
    rows = [{k: v for k, v in row.items() if k not in ("opportunities", "interviews")} for row in shown]
    return sorted(rows, key=lambda row: (row["offer"], row["touch"] or 0))


def to_offers_verdict(answer: Answer) -> str:
    """Each path in words while there are few; how long they were where there are more."""
    offers = by_offer(answer.rows)
    [others] = [row for row in answer.counts if row["offer"] is None]
    if not offers:
        return _no_offer_yet(others)
    if len(offers) < OFFERS_COUNTED:
        here = "here is what came before it" if len(offers) == 1 else "here is what came before each"
        said = f"{wording.count(len(offers), 'offer')}: {here}. {' '.join(map(_path_told, offers))}"
    else:
        said = f"{wording.count(len(offers), 'offer')}, {_lengths(offers)}."
    undated = sum(row["touch"] is not None and row["day"] is None for row in answer.rows)
    stand = "stands" if undated == 1 else "stand"
    unplaced = f" {wording.count(undated, 'touch')} without a date {stand} last." if undated else ""
    return f"{said}{unplaced} What came before an offer need not have led to it."


def by_offer(rows: list[Row]) -> list[list[Row]]:
    """The rows of each offer."""
    return [
        [row for row in rows if row["offer"] == offer] for offer in sorted({row["offer"] for row in rows})
    ]


def title(path: list[Row]) -> str:
    """What an offer is called: its company where names are shown, else its number."""
    first = path[0]
    return f"Offer {first['offer']}" + (f", {first['company']}" if first["company"] else "")


def _no_offer_yet(others: Row) -> str:
    if not others["opportunities"]:
        return NOTHING
    return (
        f"No offer is in this view yet, so there is no way to one to show. {others['interviews']:,} of "
        f"{wording.count(others['opportunities'], 'opportunity')} reached an interview."
    )


def _path_told(path: list[Row]) -> str:
    kinds = [row["strategy"] for row in path if row["touch"] is not None]
    if not kinds:
        return f"{title(path)}: no touch before it."
    days = path[0]["offer_day"]
    took = f" ({wording.count(days, 'day')})" if days is not None else ""
    return f"{title(path)}{took}: {', '.join(_runs(kinds))}."


def _runs(kinds: list[str]) -> list[str]:
    """Kinds of touch in order, those in a row as one: "application", "2 × thank-you note"."""
    runs = [(in_a_sentence(kind), len(list(run))) for kind, run in groupby(kinds)]
    return [kind if times == 1 else f"{times} × {kind}" for kind, times in runs]


def _lengths(offers: list[list[Row]]) -> str:
    touches = [sum(row["touch"] is not None for row in path) for path in offers]
    days = [path[0]["offer_day"] for path in offers if path[0]["offer_day"] is not None]
    after = f"after {_from_to(touches)} touches"
    return f"{after} and {_from_to(days)} days" if days else after


def _from_to(numbers: list[int]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low} to {high}"


def in_a_sentence(kind: str) -> str:
    """A kind of touch as it is written in the middle of a sentence."""
    said = wording.name(kind)
    return said[0].lower() + said[1:]
