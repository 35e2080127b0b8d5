"""What a person did and what came of it, in words of their own. All values are counted by hand."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from analysis.ask import ask
from data.imports.log import MeasuredLog
from tests.trackers import measured, requires_shared, tracker, written


def count(log: MeasuredLog, column: str) -> dict[str | None, int]:
    rows = log.records(
        "select channel::varchar as channel, strategy::varchar as strategy from measured_touches"
    )
    return dict(Counter(row[column] for row in rows))


def acts(log: MeasuredLog) -> list[tuple[Any, ...]]:
    rows = log.records("select strategy::varchar, channel::varchar from measured_touches order by id")
    return [tuple(row.values()) for row in rows]


@requires_shared
def test_networking_in_words_of_ones_own() -> None:
    log = tracker("networking.csv")
    assert [question.key for question in log.report.open_questions] == ["year"]
    assert log.report.optional_questions == ()
    log = measured(tracker("networking.csv", chosen={"year": "2026"}))
    sent = {"email": 7, "linkedin": 5, "letter": 3, "phone": 2, "event": 3, "in_person": 3, "referral": 2}
    assert count(log, "channel") == sent
    named = {
        "thank_you": 4,
        "next_steps": 2,
        "materials": 1,
        "connect": 1,
        "engage": 1,
        "referral": 2,
        "event": 3,
    }
    assert count(log, "strategy") == named | {"conversation": 4, "letter": 2, "introduction": 2, None: 3}
    thanks = log.records(
        "select channel::varchar as channel from measured_touches where strategy = 'thank_you'"
    )
    assert sorted(row["channel"] for row in thanks) == ["email", "email", "email", "letter"]
    [row] = ask(log, "response_by_channel", by="all").rows
    assert (row["replies"], row["n"]) == (15, 22)
    reached = log.records(
        "select company, had_interview, offered from measured_opportunities where had_interview order by all"
    )
    assert [tuple(each.values()) for each in reached] == [
        ("Harbor Foods", True, True),
        ("Northgate Bank", True, False),
        ("Stonebridge", True, True),
    ]
    [summary] = ask(log, "summary").rows
    assert [summary[name] for name in ("touches", "interviews", "screens", "offers")] == [25, 3, 1, 2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Wann,Wer,Firma,Wie,Was ich gemacht habe,Antwort?,Was daraus wurde\n"
            "2026-03-02,Anna Lang,Nordbank,E-Mail,Dankesmail nach dem Telefonat,ja,Vorstellungsgespräch\n"
            "2026-03-04,Tom Reh,Nordbank,Telefon,nachgehakt,nein,\n"
            "2026-03-05,Ida Park,Quell,LinkedIn,Unterlagen geschickt,ja,Absage\n",
            [("thank_you", "email"), ("next_steps", "phone"), ("materials", "linkedin")],
            id="German",
        ),
        pytest.param(
            "Quand,Qui,Entreprise,Comment,Ce que j'ai fait,Réponse ?,Ce que ça a donné\n"
            "2026-03-02,Anna Lang,Nord,mail,mail de remerciement après l'entretien,oui,entretien\n"
            "2026-03-04,Tom Reh,Nord,téléphone,relance par téléphone,non,\n"
            "2026-03-05,Ida Park,Quell,LinkedIn,envoi du portfolio,oui,refus\n",
            [("thank_you", "email"), ("next_steps", "phone"), ("materials", "linkedin")],
            id="French",
        ),
        pytest.param(
            "什么时候,联系人,公司,方式,做了什么,是否回复,后来怎么样\n"
            "2026-03-02,安娜,甲公司,邮件,发感谢信,是,面试\n2026-03-04,汤姆,甲公司,电话,打电话询问进度,否,\n"
            "2026-03-05,艾达,乙公司,领英,发作品集,是,被拒\n",
            [("thank_you", "email"), ("next_steps", "phone"), ("materials", "linkedin")],
            id="Chinese",
        ),
    ],
)
def test_what_was_done_is_read_in_other_languages(text: str, found: list[tuple[str, str]]) -> None:
    log = measured(written(text))
    assert acts(log) == found
    kinds = log.records("select kind::varchar as kind from milestones where kind <> 'applied' order by all")
    assert [row["kind"] for row in kinds] == ["interview", "rejected"]
    [row] = ask(log, "response_by_channel", by="all").rows
    assert row["n"] == 3


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("What happened", ("Interview", "", "OFFER")),
        ("How did it go?", ("interview", "", "got an offer")),
        ("Was ist passiert", ("Vorstellungsgespräch", "", "Zusage")),
        ("Ce qui s'est passé", ("entretien", "", "offre")),
    ],
)
def test_what_came_of_it_is_known_by_its_cells(header: str, cells: tuple[str, str, str]) -> None:
    rows = zip(
        ("2026-09-01,A,email,yes", "2026-09-03,B,email,no", "2026-09-05,C,letter,yes"), cells, strict=True
    )
    text = "\n".join([f"Date,Company,Type,Responded?,{header}", *(",".join(row) for row in rows)])
    log = measured(written(f"{text}\n"))
    assert log.mapping.meanings[header] == "outcome"
    [summary] = ask(log, "summary").rows
    assert [summary[name] for name in ("touches", "interviews", "offers", "answered")] == [3, 2, 1, 2]


def test_a_log_of_events_stays_one() -> None:
    log = written(
        "When,Company,What happened\n2026-03-02,A,email sent\n2026-03-04,A,reply received\n2026-03-09,A,interview\n"
    )
    assert (log.report.shape, log.report.made["touches"], log.report.made["replies"]) == ("event rows", 1, 1)


@pytest.mark.parametrize(
    ("header", "cells", "column"),
    [
        ("Outreach_Type", ("Email", "LinkedIn"), "channel"),
        ("Outreach_Type", ("thank you", "follow-up"), "strategy"),
        ("contact", ("cellular", "telephone"), "channel"),
        ("联系渠道", ("邮件", "微信"), "channel"),
        ("类型", ("邮件", "电话"), "channel"),
        ("Channel", ("thank you note", "check in"), "strategy"),
    ],
)
def test_a_channel_is_known_by_its_cells(header: str, cells: tuple[str, str], column: str) -> None:
    text = f"Date,Company,{header}\n2026-03-02,A,{cells[0]}\n2026-03-03,B,{cells[1]}\n"
    assert written(text).mapping.meanings[header] == column


def test_what_is_read_is_listed_beside_the_text_and_can_be_corrected() -> None:
    head = "Date,Company,What I did\n2026-03-02,A,TY note to Dr. K\n"
    text = f"{head}2026-03-03,B,went for a walk\n2026-03-04,C,called HR\n"
    report = written(text).report
    assert [(each.column, each.text, each.key, each.named) for each in report.readings] == [
        ("What I did", "TY note to Dr. K", "thank_you", ())
    ]
    assert [(word.field, word.text) for word in report.unknown] == [
        ("action", "called HR"),
        ("action", "went for a walk"),
    ]
    log = measured(
        written(
            text,
            words={("action", "TY note to Dr. K"): "unknown", ("action", "went for a walk"): "conversation"},
        )
    )
    assert acts(log) == [(None, None), ("conversation", None), (None, "phone")]


def test_an_accepted_request_is_a_good_reply_and_no_offer() -> None:
    text = 'Date,Who,What I did,What came of it\n2026-03-02,Ines,Connection request,"accepted, said thanks"\n'
    log = measured(written(text + "2026-03-03,Tom,Connection request,no reply\n"))
    assert log.records("select count(*) as n from milestones")[0]["n"] == 0
    assert [row["positive"] for row in log.records("select positive from measured_touches order by id")] == [
        True,
        False,
    ]


def test_notes_are_what_was_done_where_most_of_them_say_it() -> None:
    text = "Date,Company,Channel,Notes\n2026-03-02,A,email,Thank you note\n2026-03-03,A,email,checked in\n"
    log = measured(written(text))
    assert acts(log) == [("thank_you", "email"), ("next_steps", "email")]
    assert log.records("select notes from touches order by id")[0]["notes"] == "Thank you note"
    other = written(
        f"{text}2026-03-04,B,email,nice office\n2026-03-05,B,email,parking is bad\n2026-03-06,B,email,big team\n"
    )
    assert acts(measured(other))[:2] == [(None, "email"), (None, "email")]


def test_a_row_with_the_day_of_an_application_is_about_that() -> None:
    log = measured(
        written(
            "Date applied,Company,Role,Status,Action\n2026-03-02,A,Nurse,Applied,Follow up\n"
            "2026-03-03,B,Nurse,Interview,Research the team\n2026-03-04,C,Nurse,Rejected,Sent thank you\n"
        )
    )
    assert log.report.shape == "wide rows"
    assert acts(log) == [("application", None)] * 3
    assert [(column.column, column.why) for column in log.report.unused] == [
        ("Action", "only some of its cells are words of what each message was for.")
    ]


def test_a_second_column_of_where_it_stands_is_told_what_the_first_is() -> None:
    report = written("Date applied,Company,Status,Their side\n2026-03-02,A,Applied,Rejected\n").report
    assert [(column.column, column.why) for column in report.unused] == [
        ("Their side", "“Status” is read as where it stands today already.")
    ]


def test_what_happened_is_no_outcome_where_it_is_what_the_person_did() -> None:
    report = written(
        "Date,Company,What happened\n2026-03-02,A,Sent application\n2026-03-05,A,They rang me\n"
        "2026-03-09,A,Followed up\n2026-03-12,B,Got rejected\n"
    ).report
    assert report.mapping["What happened"] is None
    assert [(question.columns, question.meaning) for question in report.optional_questions] == [
        (("What happened",), "outcome")
    ]


def test_what_came_of_an_act_is_no_state_of_an_application() -> None:
    text = (
        "Wann;Bei wem;Was ich gemacht habe;Was draus wurde\n2026-03-02;Nordbank;Bewerbung abgeschickt;Absage\n"
        "2026-03-04;Nordbank;nachgehakt;keine Antwort\n2026-03-05;Quell;Bewerbung abgeschickt;Vorstellungsgespräch\n"
    )
    log = measured(written(text))
    assert (log.mapping.meanings["Was draus wurde"], log.report.shape) == ("outcome", "touch rows")
    [question] = log.report.optional_questions
    assert question.question == "Is “Was draus wurde” what came of it?"
    [summary] = ask(log, "summary").rows
    assert [summary[name] for name in ("touches", "opportunities", "interviews", "rejections")] == [
        3,
        2,
        1,
        1,
    ]
