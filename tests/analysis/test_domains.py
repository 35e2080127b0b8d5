"""Domains: which values a column can hold."""

from datetime import date
from typing import Any

import pytest

from analysis import domains
from analysis.domains import Domain
from data.database import ENUMS
from data.imports.report import LACKING

WORDS = domains.one_of(("a", "b", "c"))
TEXTS = domains.several_of(("a", "b", "c"))


@pytest.mark.parametrize(
    ("domain", "value"),
    [
        *((domains.NUMBER, value) for value in (0, 3, 0.5)),
        *((domains.DAY, value) for value in ("2026-03-02", date(2026, 3, 2))),
        *((domains.YES_NO, value) for value in (True, False)),
        (WORDS, "a"),
        *((TEXTS, value) for value in ("", "a", "a and b", "a, b and c", "a, b")),
        (domains.list_of(WORDS), ["a", "c"]),
        *((domains.CHANNEL_NAMES, value) for value in (*ENUMS["channel"], "unknown")),
        *((domains.STRATEGY_LIST, value) for value in ("", "thank_you, news")),
        *((domains.GROUP_NAMES, value) for value in ("all", "email", "thank_you", "final", "unknown")),
        *((domains.MISSING_FIELD, value) for value in LACKING),
        (domains.TEXT, "Acme"),
    ],
)
def test_a_domain_holds_its_values_and_nothing_known(domain: Domain, value: Any) -> None:
    assert domain.fits(value)
    assert domain.fits(None)


@pytest.mark.parametrize(
    ("domain", "value"),
    [
        *((domains.NUMBER, value) for value in ("3", "email", True, [3])),
        *((domains.DAY, value) for value in ("2026", "2026-W10-1", "2026-03-02 Acme", 20260302)),
        *((domains.YES_NO, value) for value in (1, "yes")),
        *((WORDS, value) for value in ("d", "a and b", "", 1, ["a"], {"a": 1})),
        *((TEXTS, value) for value in ("d", "a and d", "a, Acme and c", "a,b", ["a"])),
        *((domains.list_of(WORDS), value) for value in ("a", ["d"], [["a"]], {"a": 1})),
        *((domains.CHANNEL_NAMES, value) for value in ("thank_you", "E-mail", "all", 3)),
        *((domains.GROUP_NAMES, value) for value in ("Acme", ["email"], {"email": 1})),
        *((domains.BREAKDOWN, value) for value in ("company", "personalised")),
        (domains.TEXT, 3),
    ],
)
def test_a_domain_holds_nothing_else(domain: Domain, value: Any) -> None:
    assert not domain.fits(value)
