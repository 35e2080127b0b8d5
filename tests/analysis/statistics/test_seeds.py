import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from analysis.statistics.seeds import seeded_generator


def test_the_same_parts_give_the_same_numbers_in_another_process():
    code = "from analysis.statistics.seeds import seeded_generator; print(seeded_generator('reply', 3).integers(10**9))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(printed) == seeded_generator("reply", 3).integers(10**9)


def test_numpy_numbers_and_plain_ones_are_the_same_part():
    one = seeded_generator(np.int64(3), np.array([0.5]), date(2026, 1, 2)).random()
    assert one == seeded_generator(3, [0.5], "2026-01-02").random()


def test_parts_do_not_run_into_each_other():
    assert seeded_generator("ab", "c").random() != seeded_generator("a", "bc").random()


def test_a_part_without_a_lasting_text_is_refused():
    with pytest.raises(TypeError, match="set"):
        seeded_generator({"email", "letter"})
