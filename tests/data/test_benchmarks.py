"""Every published number comes with its source, its denominator and its weakness."""

import pytest

from data import benchmarks

ENTRY = """
[[benchmarks]]
key = "hired"
speaks_of = ["referral"]
claim = "One in 16 was hired."
figures = [{ label = "referred", value = 6.25, unit = "% hired" }]
denominator = "candidates"
source = "Somebody 2016"
year = 2016
grade = "B"
kind = "records of a platform"
caveat = "Selected."
"""


def test_one_entry_parses_to_the_whole_benchmark() -> None:
    assert benchmarks.parse(ENTRY) == (
        benchmarks.Benchmark(
            key="hired",
            speaks_of=("referral",),
            claim="One in 16 was hired.",
            figures=(benchmarks.Figure("referred", 6.25, "% hired"),),
            kind="records of a platform",
            caveat="Selected.",
            denominator="candidates",
            source="Somebody 2016",
            year=2016,
            grade="B",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('source = "Somebody 2016"', "", r"hired: missing \['source'\]"),
        ('denominator = "candidates"', "", r"missing \['denominator'\]"),
        ('caveat = "Selected."', "", r"missing \['caveat'\]"),
        ('grade = "B"', 'grade = "D"', "grade is 'D'"),
        ('["referral"]', '["horoscope"]', r"speaks_of has \['horoscope'\]"),
        ('kind = "records', 'sort = "x"\nkind = "records', r"unknown \['sort'\]"),
    ],
)
def test_a_wrong_entry_is_refused_and_named(old: str, new: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        benchmarks.parse(ENTRY.replace(old, new, 1))


def test_two_entries_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="a key of its own"):
        benchmarks.parse(ENTRY + ENTRY)


def test_lever_2016_says_one_in_16_referred_and_one_in_152_applicants() -> None:
    lever = next(entry for entry in benchmarks.load() if entry.key == "hired_by_source")
    shares = {figure.label: figure.value for figure in lever.figures}
    assert [shares["referred"], shares["applied"]] == pytest.approx([100 / 16, 100 / 152], abs=0.005)


def test_farber_silverman_von_wachter_callbacks_are_97_of_2690() -> None:
    entry = next(entry for entry in benchmarks.load() if entry.key == "cold_application_callback")
    assert entry.figures[0].value == pytest.approx(100 * 97 / 2690, abs=0.05)


@pytest.mark.parametrize("key", ["letter", "conversation", "thank_you", "next_steps"])
def test_where_nothing_was_published_it_says_so_last(key: str) -> None:
    last = benchmarks.about(key)[-1]
    assert (last.claim[:26], last.figures, last.grade) == ("No published numbers found", (), None)


def test_grade_c_says_vendor_or_second_hand() -> None:
    kinds = [entry.kind for entry in benchmarks.load() if entry.grade == "C"]
    assert all("vendor" in kind or "second-hand" in kind for kind in kinds)


def test_better_grades_come_first() -> None:
    grades = [entry.grade for entry in benchmarks.about("linkedin")]
    assert grades == ["A", "B", "C", "C"]


def test_every_claim_is_one_or_two_plain_sentences() -> None:
    assert all(entry.claim.endswith(".") and len(entry.claim) < 120 for entry in benchmarks.load())


def test_a_figure_may_stand_beside_a_share_of_ones_own_and_says_so_in_a_sentence() -> None:
    shown = {step: benchmarks.beside(step) for step in benchmarks.STEPS}
    assert {step: found and (found[1].value, found[0].grade) for step, found in shown.items()} == {
        "interview": (3.6, "A"),
        "offer": (27, "B"),
    }


@pytest.mark.parametrize(
    ("extra", "message"),
    [(', step = "hired", sentence = "X."', "step is"), (', step = "offer"', "needs a sentence")],
)
def test_a_step_that_is_none_or_says_nothing_is_refused(extra: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        benchmarks.parse(ENTRY.replace('"% hired" }', f'"% hired"{extra} }}', 1))
