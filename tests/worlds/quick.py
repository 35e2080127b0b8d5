"""Few searches of each world: what the quick tests ask for."""

from collections.abc import Sequence
from dataclasses import replace

from scipy.stats import binom

from tests.worlds import judge
from tests.worlds.catalogue import WORLDS
from tests.worlds.judge import Bar, Result, World

OF_CLIENTS = [world for world in WORLDS if "client" in world.about]
LOOKED_AT = [world for world in WORLDS if world.looks]

QUICK = {world.name: 20 if len(world.looks) < 2 else 4 for world in WORLDS}
"""Searches of each world in the quick tests: few where a search is looked at again and again."""

UNLIKELY = 0.003
"""Quick tests fail where a bar that holds would be missed so rarely: four false claims of 20 are let through."""


def most_by_luck(searches: int, share: float) -> int:
    """How many of so many searches may be false before a true rate of this share is out of the question."""
    return int(binom.isf(UNLIKELY, searches, share))


def list_false(results: Sequence[Result]) -> list[str]:
    """The questions that can't be asked, claim what is not there, or point the wrong way."""
    return [
        f"{result.question}: clear {result.clear} and wrong {result.wrong} of {result.searches}"
        for result in results
        if not result.searches or result.wrong > most_by_luck(result.searches, _false_share(result.bar))
    ]


def _false_share(bar: Bar) -> float:
    return bar.clear_most if bar.clear_most is not None else 0.05


def judge_few(world: World) -> list[Result]:
    """What the product says of a few searches of a world, at four looks where it is looked at often."""
    looked = replace(world, looks=world.looks[:: len(world.looks) // 4 or 1], cost=1)
    return judge.judge_world(looked, QUICK[world.name])
