"""Dates with words beside them, months without a day, and words of planning where a day should be."""

import pytest

from data.schema.partial_dates import first_of
from data.schema.vocabulary import Meaning
from data.schema.word_lookup import look_up_day_word, look_up_word
from data.schema.worded_dates import date_beside_words, is_any_interview, is_month, names_phone


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("3/24 (phone)", "3/24"),
        ("4/16 phone", "4/16"),
        ("5/3 - w/ Anna", "5/3"),
        ("2026-03-24 (onsite, 3 people)", "2026-03-24"),
        ("phone, March 24, 2026", "march 24, 2026"),
        ("Tue 3/24 at 10:00 w/ Anna", "3/24"),
        ("3/24 2pm Zoom", "3/24"),
        ("am 3.4. (Teams)", "3.4."),
        ("am 3.4 mit Frau Wendt", "3.4"),
        ("24.03. telefonisch um 10 Uhr", "24.03."),
        ("24. März vor Ort", "24. marz"),
        ("le 12/9 en visio", "12/9"),
        ("5 août par téléphone", "5 aout"),
        ("1er août visio", "1er aout"),
        ("12 de marzo por teléfono", "12 de marzo"),
        ("el 12/9 con Lucía", "12/9"),
        ("12/set por telefone", "12/set"),
        ("em 12/9 com a Ana", "12/9"),
        ("3月24日电话", "3月24日"),
        ("3/24（视频）", "3/24"),
    ],
)
def test_one_date_beside_words_is_read(text: str, date: str) -> None:
    assert date_beside_words(text) == date
    assert first_of(text) == date


@pytest.mark.parametrize(
    "text",
    [
        *(
            "3/24 cancelled",
            "not 3/24",
            "3/24?",
            "maybe 3/24",
            "3/24 if they call",
            "3/24 tbd",
            "by 3/24",
            "week of 3/24",
        ),
        *(
            "rejected 3/24",
            "~3/24",
            "3/24 moved to April",
            "5/3 or 5/4",
            "3/24 phone, 3/26 onsite",
            "3/24-26 onsite",
        ),
        *(
            "2/3 rounds",
            "round 1/2",
            "1/2 done",
            "3.4 stars",
            "3.5 h",
            "70.5 k€ 3/24",
            "set 2 aside",
            "2 interviews",
            "soon",
        ),
        *(
            "abgesagt 3.4.",
            "vielleicht 3.4.",
            "bis 3.4. warten",
            "3.4. verschoben",
            "3.4. bis 5. vor Ort",
            "geplant 3.4.",
        ),
        *("annulé le 12/9", "avant le 12/9", "12/9 à confirmer", "12/9 reporté", "pas le 12/9"),
        *("12/9 cancelada", "antes del 12/9", "12/9 pendiente", "12/9 cancelado", "até 12/9"),
        *("12/9 adiada", "dia 12/9 no Teams"),
        *("3月24日前", "3/24 取消", "可能3月24日", "3/24 改期"),
    ],
)
def test_a_date_that_is_denied_planned_doubled_or_none_is_left(text: str) -> None:
    assert date_beside_words(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "mid May",
            "early June",
            "May",
            "July sometime",
            "end of May 2026",
            "Anfang Mai",
            "Ende März",
            "début juillet",
        ),
        *(
            "mi-mai",
            "fin août",
            "a mediados de mayo",
            "enero",
            "meados de maio",
            "início de junho",
            "5月初",
            "五月",
            "2026年5月底",
        ),
    ],
)
def test_a_month_without_a_day_says_that_it_was_then(text: str) -> None:
    assert is_month(text)
    assert look_up_day_word(text) == Meaning("yes")
    assert look_up_word("reached", text, {}) == Meaning("yes")


@pytest.mark.parametrize(
    "text",
    [
        "maybe",
        "mar",
        "set",
        "soon",
        "June Smith",
        "not in May",
        "by May",
        "next May",
        "out",
        "May?",
        "Mai oder Juni",
    ],
)
def test_other_words_are_no_month(text: str) -> None:
    assert not is_month(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "saved",
            "not applied",
            "to apply",
            "offen",
            "noch nicht beworben",
            "à postuler",
            "por aplicar",
        ),
        *("pendiente", "a candidatar", "未申请", "还没投"),
    ],
)
def test_a_word_of_planning_in_the_place_of_a_day_is_a_plan(text: str) -> None:
    assert look_up_word("reached", text, {}) == look_up_day_word(text) == Meaning(implies="wishlist")


@pytest.mark.parametrize("text", ["applied", "soon", "rejected", "envoyée", "beworben", "已投递", "perhaps"])
def test_other_words_there_are_no_plan(text: str) -> None:
    assert look_up_day_word(text) == Meaning()


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("4/16 phone", True),
        ("3.4. telefonisch", True),
        ("le 12/9 par téléphone", True),
        ("12/9 por teléfono", True),
        ("12/9 por telefone", True),
        ("3月24日电话", True),
        ("4/16 onsite", False),
        ("4/16 phone, then onsite", False),
        ("3.4. (Teams)", False),
        ("2nd, by phone 4/16", False),
        ("4/16 microphone test", False),
    ],
)
def test_the_words_beside_the_day_of_an_interview_can_name_the_phone(text: str, phone: bool) -> None:
    assert names_phone(text) is phone


def test_only_some_headers_leave_open_which_interview_it_was() -> None:
    open_ones = [
        "Interview date",
        "Interview",
        "Gespräch am",
        "Date d'entretien",
        "Fecha de la entrevista",
        "面试日期",
    ]
    named = [
        "2nd interview",
        "Technical interview",
        "Zweitgespräch",
        "2e entretien",
        "Video interview",
        "一面",
    ]
    assert [*map(is_any_interview, open_ones)] == [True] * 6
    assert [*map(is_any_interview, named)] == [False] * 6
