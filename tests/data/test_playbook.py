"""The playbook holds every piece of advice, and each tip names a rule that exists."""

import pytest

from data import playbook

ENTRY = """
[thank_you]
title = "Thank-you note"
why = "It shows that you listened."
stages = ["interview"]
channels = ["email"]
[[thank_you.tips]]
key = "soon"
text = "Within 24 hours."
rule = "hours_since_interview_at_most"
parameters = { hours = 24 }
needs = ["sent_at"]
"""


def test_all_eleven_pieces_of_advice_are_there_in_order() -> None:
    assert " ".join(strategy.key for strategy in playbook.load()) == (
        "thank_you next_steps materials connect engage letter conversation referral event news "
        "professionalism"
    )


def test_one_entry_parses_to_the_whole_strategy() -> None:
    tip = playbook.Tip(
        "soon", "Within 24 hours.", "hours_since_interview_at_most", {"hours": 24}, ("sent_at",)
    )
    assert playbook.parse(ENTRY) == (
        playbook.Strategy(
            "thank_you",
            "Thank-you note",
            "It shows that you listened.",
            ("interview",),
            ("email",),
            None,
            (tip,),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"hours_since_interview_at_most"', '"telepathy"', r"tip 1: rule has \['telepathy'\]"),
        ("hours = 24", "days = 1", r"takes \('hours',\), but the tip gives \('days',\)"),
        ("hours = 24", "hours = 0", "should be a whole number from 1"),
        ('["sent_at"]', '["horoscope"]', r"needs has \['horoscope'\]"),
        ('["interview"]', '["lunch"]', r"stages has \['lunch'\]"),
        ('["email"]', "[]", "channels has nothing"),
        ('why = "It shows that you listened."', "", r"thank_you: missing \['why'\]"),
        ("title", "titel", r"missing \['title'\], unknown \['titel'\]"),
    ],
)
def test_a_wrong_entry_is_refused_and_named(old: str, new: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        playbook.parse(ENTRY.replace(old, new, 1))


def test_an_empty_playbook_is_refused() -> None:
    with pytest.raises(ValueError, match="no strategies"):
        playbook.parse("")


def test_two_tips_with_one_key_are_refused() -> None:
    tip = ENTRY[ENTRY.index("[[") :]
    with pytest.raises(ValueError, match="a key of its own"):
        playbook.parse(ENTRY + tip)


def test_every_rule_is_used_and_says_how_it_measures() -> None:
    used = {tip.rule for strategy in playbook.load() for tip in strategy.tips}
    assert used == set(playbook.RULES)
    assert all(rule.measured.endswith(".") and rule.unit for rule in playbook.RULES.values())


@pytest.mark.parametrize("rule", playbook.RULES.values(), ids=lambda rule: rule.key)
def test_a_rule_explains_each_of_its_parameters(rule: playbook.Rule) -> None:
    assert all(f"`{name}`" in rule.measured for name in rule.parameters) or rule.measured.startswith("As ")


def test_rules_about_text_need_a_message() -> None:
    text_rules = {"says_thanks", "says_any", "asks_question", "mentions_company", "mentions_role", "length"}
    tips = [tip for strategy in playbook.load() for tip in strategy.tips if tip.rule in text_rules]
    assert all("message" in tip.required_columns for tip in tips)


def test_thank_you_is_only_possible_after_an_interview_and_due_within_a_day() -> None:
    thank_you = playbook.load()[0]
    assert (thank_you.stages, thank_you.clock) == (
        ("interview", "final"),
        playbook.Clock("interview", 0, 1),
    )


def test_loading_twice_reads_once() -> None:
    assert playbook.load() is playbook.load()


def test_strategies_can_be_hashed() -> None:
    assert len({hash(strategy) for strategy in playbook.load()}) == 11
