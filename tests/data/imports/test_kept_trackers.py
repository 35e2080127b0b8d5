"""Trackers as people keep them: what was sent, what came back, what is only planned. All values are counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from data.imports.log import ImportedLog, MeasuredLog, import_log
from data.imports.upload import Upload, write_csv
from tests.trackers import measured, requires_shared, tracker, written

SENT_OR_NOT = "Were these sent?"


def fates(log: ImportedLog) -> tuple[int, int, int, int]:
    """Rows, used, skipped, set aside."""
    report = log.report
    assert report.rows_in == report.accepted + report.skipped + len(report.rejects) + report.duplicates
    return report.rows_in, report.accepted, report.skipped, len(report.rejects)


def steps(log: ImportedLog) -> dict[str, int]:
    """How many milestones of each kind the log records, applications apart."""
    rows = log.records("select kind::varchar as kind from milestones where kind <> 'applied'")
    return dict(sorted(Counter(row["kind"] for row in rows).items()))


def touches(log: MeasuredLog) -> list[tuple[Any, ...]]:
    """Line, whether answered, whether well, why it counts in no rate; one row for each touch."""
    rows = log.records("select line, replied, positive, uncounted from measured_touches order by line")
    return [tuple(row.values()) for row in rows]


@requires_shared
def test_rows_that_say_that_nothing_was_sent_are_plans() -> None:
    log = tracker("never_sent_status.csv")
    assert fates(log) == (20, 5, 15, 0)
    assert [skip.reason for skip in log.report.skips if skip.reason.startswith("not sent")] == [
        f"not sent: “{word}”"
        for word in (
            *(
                "Draft",
                "To apply",
                "Wishlist",
                "Saved",
                "New",
                "Evaluated",
                "Skip",
                "Discarded",
                "Not applied",
            ),
            *("Interested", "Closed before applying"),
        )
    ]
    [question] = log.report.optional_questions
    assert (
        question.question
        == f"4 rows say “Generated”, “Opportunity”, “Pending form”, “Tailored”. {SENT_OR_NOT}"
    )
    assert log.report.plans == 15
    assert touches(measured(log)) == [
        (2, False, False, None),
        (3, True, False, None),
        (15, False, False, "not delivered"),
        (16, False, False, "not delivered"),
        (21, False, False, None),
    ]


@requires_shared
def test_words_that_may_mean_either_count_once_the_person_says_so() -> None:
    yes = tracker("never_sent_status.csv", chosen={"sent": "yes"})
    assert (fates(yes), yes.report.optional_questions) == ((20, 9, 11, 0), ())
    no = tracker("never_sent_status.csv", chosen={"sent": "no"})
    assert (fates(no), no.report.optional_questions) == ((20, 5, 15, 0), ())


@pytest.mark.parametrize(
    ("text", "sent", "plans", "asked"),
    [
        (
            "Firma;Stelle;Datum;Quelle;Status\nAlpha;Koch;02.03.2026;StepStone;Beworben\n"
            "Beta;Koch;03.03.2026;Xing;Entwurf\n"
            "Gamma;Koch;04.03.2026;StepStone;Gemerkt\nDelta;Koch;14.03.2026;Xing;Vorbereitet\n"
            "Eta;Koch;05.03.2026;Xing;Unzustellbar\n",
            [(2, None), (6, "not delivered")],
            ["Entwurf", "Gemerkt", "Vorbereitet"],
            "1 row says “Vorbereitet”. Were these sent?",
        ),
        (
            '[{"empresa": "Alfa", "fecha": "2026-03-02", "estado": "Enviada"},'
            '{"empresa": "Beta", "fecha": "2026-03-03", "estado": "Borrador"},'
            '{"empresa": "Gama", "fecha": "2026-03-04", "estado": "Rebotado"},'
            '{"empresa": "Delta", "fecha": "2026-03-05", "estado": "Por aplicar"}]',
            [(1, None), (3, "not delivered")],
            ["Borrador", "Por aplicar"],
            None,
        ),
        (
            "公司,职位,日期,状态\n甲,分析师,2026-03-02,已投递\n乙,分析师,2026-03-03,草稿\n丙,分析师,2026-03-04,退信\n丁,分析师,2026-03-05,待投递\n",
            [(2, None), (4, "not delivered")],
            ["草稿", "待投递"],
            None,
        ),
    ],
)
def test_plans_in_other_words_and_languages(
    text: str, sent: list[tuple[int, str | None]], plans: list[str], asked: str | None
) -> None:
    log = written(text, "log.json" if text.startswith("[") else "log.csv")
    assert [question.question for question in log.report.optional_questions] == ([asked] if asked else [])
    assert [row["word"] for row in log.records("select word from plans order by line")] == plans
    found = touches(measured(log))
    assert [(number, why) for (_, *_, why), (number, _) in zip(found, sent, strict=True)] == sent


def test_a_reply_or_a_step_says_that_it_was_sent_after_all() -> None:
    log = written("Company,Date,Status,Interview\nAcme,2026-03-02,Saved,2026-03-20\nBeta,2026-03-02,Saved,\n")
    assert fates(log) == (2, 1, 1, 0)


@requires_shared
def test_a_rejection_without_a_day_is_used_and_a_day_that_cannot_be_read_is_set_aside() -> None:
    log = tracker("unreadable_date.csv")
    assert fates(log) == (5, 3, 1, 1)
    assert [(skip.line, skip.reason) for skip in log.report.skips] == [
        (5, "no date and no status: nothing says that it was sent")
    ]
    assert [(reject.line, reject.value) for reject in log.report.rejects] == [(2, "8/82019")]
    assert steps(log) == {"rejected": 2}


@requires_shared
def test_numbers_under_application_are_ids() -> None:
    log = tracker("application_number.csv")
    assert (fates(log), steps(log)) == ((8, 8, 0, 0), {"interview": 5, "offer": 1, "rejected": 1})
    labels = log.records(
        "select label, count(*) as n from milestones where kind = 'interview' group by all order by 1"
    )
    assert [tuple(row.values()) for row in labels] == [("1st Interview", 3), ("2nd Interview", 2)]
    assert [row[1] for row in touches(measured(log))] == [False] * 5 + [True] * 3


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("Bewerbung Nr.;Firma;Beworben am\n1;A;02.03.2026\n2;B;03.03.2026\n", None),
        ("Application,Company,Status\nC-1,A,Rejected\nC-2,B,Applied\n", "opportunity"),
        ("Date,Day,Company,Channel\n2026-03-02,5,A,email\n2026-03-03,6,B,email\n", None),
    ],
)
def test_numbers_and_codes_are_no_days(text: str, mapping: str | None) -> None:
    log = written(text)
    assert (fates(log)[1:], log.mapping.meanings[log.mapping.names[0]] in (mapping, "sent_at")) == (
        (2, 0, 0),
        True,
    )


@requires_shared
def test_a_day_of_the_month_is_no_day_and_a_kind_of_phone_no_person() -> None:
    log = tracker("day_of_month.csv")
    assert (fates(log), log.report.mapping["day"], log.report.made["dated"]) == ((3, 3, 0, 0), None, 0)
    found = log.records("select channel::varchar as channel, contact from touches")
    assert [tuple(row.values()) for row in found] == [("phone", None)] * 3
    [lack] = [lack for lack in log.report.missing if lack.field == "answers"]
    assert lack.columns == ("y",)


@requires_shared
def test_statuses_in_words_give_every_milestone_that_they_name() -> None:
    log = tracker("status_in_words.csv")
    assert steps(log) == {"final": 1, "offer": 1, "rejected": 3, "screen": 1, "withdrawn": 1}
    assert [(row.text, row.key, row.named) for row in log.report.readings] == [
        ("Offer - declined (pay)", "offer", ("withdrawn",)),
        ("phone screen, then rejected", "rejected", ("screen",)),
        ("rejected (auto email)", "rejected", ()),
        ("rejected after final round", "rejected", ("final",)),
    ]
    assert touches(measured(log)) == [
        (2, True, True, None),
        (3, True, False, None),
        (4, True, True, None),
        (5, True, True, None),
        (6, False, False, None),
    ]


def test_a_reading_is_undone_by_saying_that_it_is_not_known() -> None:
    text = (
        "Company,Date applied,Status\nAcme,2026-03-02,rejected after final round\nBeta,2026-03-02,Applied\n"
    )
    log = written(text, words={("status", "rejected after final round"): "unknown"})
    assert (log.report.readings, steps(log)) == ((), {})
    assert touches(measured(log)) == [
        (2, False, False, "not known whether it was answered"),
        (3, False, False, None),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Firma;Beworben am;Status\nA;02.03.2026;Absage nach Zweitgespräch\n"
            "B;14.03.2026;Zusage, aber abgelehnt\nC;14.03.2026;Telefoninterview, dann Absage\n",
            {"interview": 1, "offer": 1, "rejected": 2, "screen": 1, "withdrawn": 1},
        ),
        (
            "Empresa,Fecha de postulación,Estado\nA,2026-03-02,rechazada tras segunda entrevista\n"
            "B,2026-03-02,sin respuesta\n",
            {"interview": 1, "rejected": 1},
        ),
        (
            "Company,Contact,Channel,Date,Outcome\nA,Ada,email,2026-03-02,Offer (accepted!)\n"
            "B,Bo,email,2026-03-02,OFFER!!\nC,Cy,email,2026-03-02,2nd interview\n"
            "D,Di,email,2026-03-02,Negative.\n",
            {"accepted": 1, "interview": 1, "offer": 2, "rejected": 1},
        ),
    ],
)
def test_phrases_in_other_words_and_languages(text: str, found: dict[str, int]) -> None:
    log = written(text)
    assert (fates(log)[2:], steps(log)) == ((0, 0), found)


@pytest.mark.parametrize(
    "text",
    [
        *("waiting for interview", "no offer", "hope for an offer", "TBD", "blue"),
        *(
            "Offer? not yet",
            "Interview?",
            "Interview cancelled",
            "Gespräch abgesagt",
            "Interview; it did not go well",
        ),
    ],
)
def test_what_is_not_sure_is_unknown_and_never_no_reply(text: str) -> None:
    log = measured(written(f"Company,Date applied,Status\nA,2026-03-02,{text}\nB,2026-03-02,Rejected\n"))
    assert touches(log) == [
        (2, False, False, "not known whether it was answered"),
        (3, True, False, None),
    ]
    assert steps(log) == {"rejected": 1}


def test_replies_that_nobody_can_read_are_not_recorded() -> None:
    log = written("Company,Date applied,Status\nA,2026-03-02,blue\nB,2026-03-02,green\n")
    assert [lack.field for lack in log.report.missing] == ["channel", "answers"]


@requires_shared
def test_the_first_reply_has_its_kind_and_its_day() -> None:
    log = measured(tracker("first_reply.csv"))
    assert (fates(log), steps(log)) == ((10, 10, 0, 0), {"rejected": 4, "screen": 1})
    replies = log.records("select line, kind, received_at::date::varchar as day from replies order by line")
    assert [tuple(row.values()) for row in replies] == [
        (2, "rejection", "2026-05-11"),
        (3, "rejection", "2026-05-20"),
        (4, "interview", "2026-05-08"),
        (7, "rejection", "2026-05-12"),
    ]


@requires_shared
def test_a_status_and_the_day_of_the_response_are_one_reply() -> None:
    log = measured(tracker("status_and_response_date.csv"))
    replies = log.records("select line, kind, received_at::date::varchar as day from replies order by line")
    assert [tuple(row.values()) for row in replies] == [
        (2, "rejection", "2026-03-09"),
        (3, "rejection", "2026-03-10"),
        (4, "interview", "2026-03-12"),
    ]


def test_a_decision_and_its_day_are_one_reply() -> None:
    text = "Company,Applied on,Decision,Decision date\nA,2026-03-02,Rejected,2026-03-12\nB,2026-03-02,,\n"
    log = measured(written(text))
    assert log.records("select line, kind, received_at::date::varchar as day from replies") == [
        {"line": 2, "kind": "rejection", "day": "2026-03-12"}
    ]


@requires_shared
def test_an_end_date_is_no_day_of_a_reply() -> None:
    log = measured(tracker("end_date.csv"))
    found = log.records(
        "select line, replied_on, replied_by::varchar as by from measured_touches where replied order by line"
    )
    assert [tuple(row.values()) for row in found] == [
        (2, None, "2026-04-20"),
        (3, None, "2026-04-22"),
        (4, None, "2026-01-15"),
        (5, None, "2026-05-02"),
        (6, None, "2026-04-30"),
    ]
    assert log.as_of == date(2026, 6, 1)


@requires_shared
def test_the_start_time_of_an_interview_is_its_day_and_not_that_of_the_reply() -> None:
    log = measured(tracker("interview_start_time.csv", dates="dmy"))
    days = log.records(
        "select reached_at::date::varchar as day from milestones where kind = 'interview' order by 1"
    )
    assert ([row["day"] for row in days], log.as_of) == (["2026-02-19", "2026-03-02"], date(2026, 3, 2))
    assert log.records("select count(*) as n from replies where received_at is not null") == [{"n": 0}]


@requires_shared
def test_a_yes_under_interview_is_a_positive_reply() -> None:
    log = measured(tracker("interview_yes_no.csv"))
    assert (fates(log), steps(log)) == ((60, 60, 0, 0), {"interview": 10})
    found = log.records(
        "select stage::varchar as stage, count(*) as n, sum(replied::int)::int as replied, "
        "sum(positive::int)::int as positive "
        "from measured_touches group by all"
    )
    assert [tuple(row.values()) for row in found] == [("prospect", 60, 20, 10)]


@pytest.mark.parametrize(
    "column",
    [
        "Second interview",
        "Kennenlerngespräch",
        "Drittgespräch",
        "2ème entretien",
        "segunda entrevista",
        "二面",
        "HR面",
    ],
)
def test_interviews_have_a_column_in_every_language(column: str) -> None:
    log = written(
        f"Company,Date applied,{column}\nA,2026-03-02,2026-03-20\nB,2026-03-02,\nC,2026-03-02,TBD\nD,2026-03-02,Other\n"
    )
    assert (fates(log), steps(log)) == ((4, 4, 0, 0), {"interview": 1})
    assert [(word.field, word.text) for word in log.report.unknown] == [
        ("reached", "Other"),
        ("reached", "TBD"),
    ]


def test_no_touch_is_sorted_by_a_stage_that_its_own_outcome_chose() -> None:
    text = (
        "sent_at,channel,company,contact,strategy,outcome\n2026-03-02,email,A,Ada,introduction,interview\n"
        "2026-03-09,email,A,Ada,thank_you,\n2026-03-02,email,B,Bo,introduction,none\n"
    )
    found = measured(written(text)).records(
        "select line, stage::varchar as stage from measured_touches order by line"
    )
    assert [tuple(row.values()) for row in found] == [(2, "prospect"), (3, None), (4, "prospect")]


def test_a_dash_beside_an_event_asks_for_no_reply() -> None:
    text = (
        "sent_at,channel,company,replied\n2026-03-02,event,,-\n2026-03-02,email,A,\n2026-03-02,event,B,no\n"
    )
    assert touches(measured(written(text))) == [
        (2, False, False, "asks for no reply"),
        (3, False, False, None),
        (4, False, False, None),
    ]


def test_who_withdrew_without_a_day_is_neither_silent_nor_answered() -> None:
    text = (
        "Company,Date applied,Status,Status date\nA,2026-03-02,Withdrawn,\nB,2026-03-02,Withdrawn,2026-04-20\n"
        "C,2026-03-02,Applied,\n"
    )
    assert [row[3] for row in touches(measured(written(text)))] == [
        "not known whether it was answered",
        None,
        None,
    ]


@requires_shared
def test_four_columns_say_what_was_sent_and_what_came_back() -> None:
    log = measured(tracker("four_columns.csv", dates="mdy"))
    assert (fates(log), steps(log)) == (
        (35, 35, 0, 0),
        {"interview": 4, "offer": 1, "rejected": 7, "screen": 2, "withdrawn": 1},
    )
    [ever] = log.records("select sum(had_interview::int)::int as interviews from measured_opportunities")
    assert ever == {"interviews": 5}


def test_two_jobs_at_one_company_are_asked_about_before_they_are_one() -> None:
    text = (
        "Date,Channel,Company,Opening,Replied\n2026-03-02,email,Acme,Analyst,yes\n2026-03-02,email,Acme,Engineer,no\n"
        "2026-03-04,email,Beta,Clerk,no\n"
    )
    asked = written(text.replace("Opening", "What I want"))
    [question] = asked.report.open_questions
    assert (question.key, question.choices) == ("job", ("What I want", "none of these"))
    said = {"job": "What I want"}
    answered = written(text.replace("Opening", "What I want"), chosen=said)
    assert (answered.report.open_questions, answered.report.made["opportunities"]) == ((), 3)
    none = written(text.replace("Opening", "What I want"), chosen={"job": "none of these"})
    assert (none.report.open_questions, none.report.made["opportunities"]) == ((), 2)


def test_a_clean_log_keeps_what_is_not_known_of_a_reply() -> None:
    text = (
        "Company,Date applied,Status,Interview\nA,2026-03-02,Bounced,\nB,2026-03-02,blue,\n"
        "C,2026-03-02,Interview,2026-03-20\n"
        "D,2026-03-02,Withdrawn,\nE,2026-03-02,Rejected,\n"
    )
    first = written(text)
    table = first.clean_table()
    texts = table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))
    again = import_log(Upload(write_csv(texts.column_names, texts), "clean.csv"))
    assert again.clean_table().equals(table)
    assert [row[1:] for row in touches(measured(again))] == [row[1:] for row in touches(measured(first))]


def test_a_no_under_applied_is_a_plan() -> None:
    log = written("Company,Applied,Heard back,Interviewed\nA,Y,Y,Y\nB,Y,N,N\nC,N,N,N\n")
    assert [(skip.line, skip.reason) for skip in log.report.skips] == [(4, "not sent: “Applied: N”")]
    assert (log.report.plans, steps(log)) == (1, {"interview": 1})


@pytest.mark.parametrize(
    ("outcome", "found"),
    [("Accepted", {}), ("Offer accepted", {"accepted": 1, "offer": 1})],
)
def test_an_invitation_that_was_accepted_is_no_job(outcome: str, found: dict[str, int]) -> None:
    log = written(
        f"Company,Contact,Date,Channel,Status\nA,Ada,2026-05-01,LinkedIn,{outcome}\nB,Bo,2026-05-02,Email,Sent\n"
    )
    assert (steps(log), touches(measured(log))) == (found, [(2, True, True, None), (3, False, False, None)])


def test_a_word_where_the_day_of_a_reply_should_be_says_what_it_says() -> None:
    text = (
        "Firma;Beworben am;Rückmeldung am\nA;01.05.2026;18.05.2026\nB;02.05.2026;offen\nC;03.05.2026;keine\n"
        "D;04.05.2026;unklar\n"
    )
    assert touches(measured(written(text))) == [
        (2, True, False, None),
        (3, False, False, None),
        (4, False, False, None),
        (5, False, False, "not known whether it was answered"),
    ]


@pytest.mark.parametrize(
    ("words", "sent", "plans"),
    [
        (
            ("Not sent yet", "Drafting cover letter", "Ready to submit", "Email bounced back", "Applied"),
            [5, 6],
            3,
        ),
        (("muss noch raus", "E-Mail kam zurück", "Antwort steht aus"), [3, 4], 1),
        (("Lettre en cours", "Mail revenu (adresse invalide)", "Accusé de réception"), [3, 4], 1),
        (("Aún no enviada", "CV leído"), [3], 1),
        (("Ainda não enviada", "E-mail voltou", "Currículo visualizado"), [3, 4], 1),
        (("还没投", "被退信", "简历筛选中"), [3, 4], 1),
    ],
)
def test_what_was_not_sent_and_what_is_open_in_everyday_words(
    words: tuple[str, ...], sent: list[int], plans: int
) -> None:
    rows = "".join(f"Firm {number},2026-03-0{number + 1},{word}\n" for number, word in enumerate(words))
    log = measured(written(f"Company,Date,Status\n{rows}"))
    assert ([row[0] for row in touches(log)], log.report.plans, log.report.unknown) == (sent, plans, ())
    assert {row[3] for row in touches(log)} <= {None, "not delivered"}


def test_an_automatic_reply_is_no_reply_though_it_has_a_day() -> None:
    text = (
        "Company,Applied,Response,Response date\nA,2026-03-02,auto-reply,2026-03-02\n"
        "B,2026-03-02,human reply,2026-03-09\nC,2026-03-02,rejection,2026-03-12\nD,2026-03-02,,\n"
    )
    assert [row[1] for row in touches(measured(written(text)))] == [False, True, True, False]


@pytest.mark.parametrize("header", ["First answer", "Primera respuesta", "Antwort vom"])
def test_days_below_a_header_of_answers_are_days_of_replies(header: str) -> None:
    text = f"Company,Applied on,{header}\nA,2026-03-02,2026-03-09\nB,2026-03-02,\n"
    assert written(text).records("select received_at::date::varchar as day from replies") == [
        {"day": "2026-03-09"}
    ]


def test_days_below_found_on_are_no_channels() -> None:
    log = written("Company,Date applied,Found on\nA,2026-03-02,2026-03-01\nB,2026-03-05,2026-03-04\n")
    assert (log.report.mapping["Found on"], log.report.unknown) == (None, ())


def test_a_column_of_days_is_asked_about_though_some_cannot_be_read() -> None:
    text = "Firma;Losgeschickt;Ergebnis\nA;31.02.2026;\nB;ca. Mitte;\nC;14.03.2026;Absage\nD;;Absage\nE;15.03.2026;\n"
    asked = written(text.replace("Losgeschickt", "Raus"))
    assert [question.key for question in asked.report.open_questions] == ["date"]
    said = written(text.replace("Losgeschickt", "Raus"), chosen={"date": "Raus"})
    assert ([reject.value for reject in said.report.rejects], steps(said)) == (
        ["31.02.2026", "ca. Mitte"],
        {"rejected": 2},
    )


def test_a_row_that_names_a_company_alone_is_skipped_where_others_have_days() -> None:
    log = written("Company,Date,Result\nA,2026-03-02,rejected\nB,,\nC,2026-03-04,\nD,,rejected\n")
    assert [skip.line for skip in log.report.skips] == [3]
    undated = written("Company,Replied\nA,yes\nB,\n")
    assert (fates(undated), undated.report.made["touches"]) == ((2, 2, 0, 0), 2)


def test_the_statuses_of_a_column_may_all_be_phrases() -> None:
    text = (
        "Company,Date applied,Stage reached\nA,2026-03-02,ghosted after onsite\n"
        "B,2026-03-02,recruiter call then nothing\n"
        'C,2026-03-02,"offer, turned it down (salary)"\nD,2026-03-02,"made it to final round, rejected"\n'
    )
    log = written(text)
    assert (log.report.mapping["Stage reached"], steps(log)) == (
        "status",
        {"final": 2, "offer": 1, "rejected": 1, "screen": 1, "withdrawn": 1},
    )


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("Interview done, they said no", {"interview": 1, "rejected": 1}),
        ("Entretien passé, ils ont dit non", {"interview": 1, "rejected": 1}),
        ("I declined the interview", {"withdrawn": 1}),
        ("Offer rescinded", {"offer": 1, "rejected": 1}),
        ("Zusage zurückgezogen", {"offer": 1, "rejected": 1}),
        ("Interview - Tuesday 3pm with Anna", {"interview": 1}),
    ],
)
def test_who_said_no_and_whether_an_interview_was_held(status: str, found: dict[str, int]) -> None:
    assert (
        steps(written(f"Company;Date applied;Status\nA;2026-03-02;{status}\nB;2026-03-03;Applied\n")) == found
    )


def test_what_is_nearly_a_word_of_what_was_not_sent_is_asked_about() -> None:
    log = written("Company,Date,Status\nA,2026-03-02,Wishlistt\nB,2026-03-02,Applied\n")
    assert (fates(log), [question.key for question in log.report.optional_questions]) == (
        (2, 1, 1, 0),
        ["sent"],
    )


def test_a_step_that_was_failed_was_taken() -> None:
    log = written("公司,投递日期,笔试,一面\n甲,2026-03-02,通过,未通过\n乙,2026-03-02,待定,\n")
    assert steps(log) == {"interview": 1, "screen": 1}


@pytest.mark.parametrize("column", ["1. Gespräch", "2. Entretien", "Entrevista 2"])
def test_interviews_may_be_numbered(column: str) -> None:
    log = written(
        f"Firma,Beworben am,{column}\nA,2026-03-02,ja\nB,2026-03-02,nein\n".replace("ja", "yes").replace(
            "nein", "no"
        )
    )
    assert steps(log) == {"interview": 1}
