"""The product judged by made-up logs of several clients, and by somebody who looks often: few of each."""

import pytest

from tests.worlds import quick
from tests.worlds.judge import World


@pytest.mark.parametrize("world", [*quick.OF_CLIENTS, *quick.LOOKED_AT], ids=lambda world: world.name)
def test_few_logs_crash_nothing_and_hardly_ever_mislead(world: World) -> None:
    assert quick.list_false(quick.judge_few(world)) == []
