"""Follow-ups that are kept in columns of their own: each is an activity. All values are counted by hand."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ask import ask
from analysis.basis import default_unit
from data.imports.log import ImportedLog, MeasuredLog, import_log
from data.imports.upload import Upload, write_csv
from tests.examples import examples
from tests.trackers import TRACKERS, measured, requires_shared, written

UNITS = ("message", "opportunity")
WHICH = "not known which message was answered"

FOLLOWED = """Company,Role,Date applied,Channel,Follow-up 1,Follow-up 2,Response
Alder Works,Analyst,2026-03-02,Email,2026-03-09,,
Alder Works,Engineer,2026-03-02,LinkedIn,,,Rejected
Birch Labs,Analyst,2026-03-03,Email,2026-03-11,2026-03-18,Interview
Cedar Group,Analyst,2026-03-04,Email,,,
"""


def touches(log: MeasuredLog) -> list[tuple[Any, ...]]:
    """Line of the file, day, strategy, channel, whether answered, why it counts in no rate per message."""
    rows = log.records(
        "select line, sent_on::varchar, strategy::varchar, channel::varchar, replied, uncounted from measured_touches "
        "order by line, sent_on nulls last, id"
    )
    return [tuple(row.values()) for row in rows]


def rates(log: MeasuredLog, **chosen: Any) -> dict[str, tuple[int, int]]:
    """Replies and how many there are, of each channel."""
    return {
        row["name"]: (row["replies"], row["n"])
        for row in ask(log, "response_by_channel", None, **chosen).rows
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FOLLOWED, id="English"),
        pytest.param(
            "Firma,Stelle,Beworben am,Kanal,Nachgefasst am,2. Nachfrage,Antwort\n"
            "Alder,Analystin,2026-03-02,E-Mail,2026-03-09,,\nAlder,Ingenieurin,2026-03-02,LinkedIn,,,Absage\n"
            "Birch,Analystin,2026-03-03,E-Mail,2026-03-11,2026-03-18,Vorstellungsgespräch\n"
            "Cedar,Analystin,2026-03-04,E-Mail,,,\n",
            id="German",
        ),
        pytest.param(
            "Entreprise,Poste,Candidature le,Canal,relance 1,relance 2,Réponse\n"
            "Alder,Analyste,2026-03-02,mail,2026-03-09,,\nAlder,Ingénieure,2026-03-02,LinkedIn,,,refus\n"
            "Birch,Analyste,2026-03-03,mail,2026-03-11,2026-03-18,entretien\nCedar,Analyste,2026-03-04,mail,,,\n",
            id="French",
        ),
        pytest.param(
            "Empresa,Puesto,Fecha de solicitud,Canal,2º contacto,3º contacto,Respuesta\n"
            "Alder,Analista,2026-03-02,correo,2026-03-09,,\nAlder,Ingeniera,2026-03-02,LinkedIn,,,Rechazado\n"
            "Birch,Analista,2026-03-03,correo,2026-03-11,2026-03-18,Entrevista\nCedar,Analista,2026-03-04,correo,,,\n",
            id="Spanish",
        ),
    ],
)
def test_each_follow_up_in_a_column_is_an_activity(text: str) -> None:
    log = measured(written(text))
    assert touches(log) == [
        (2, "2026-03-02", "application", "email", False, None),
        (2, "2026-03-09", "next_steps", None, False, None),
        (3, "2026-03-02", "application", "linkedin", True, None),
        (4, "2026-03-03", "application", "email", False, WHICH),
        (4, "2026-03-11", "next_steps", None, False, WHICH),
        (4, "2026-03-18", "next_steps", None, False, WHICH),
        (5, "2026-03-04", "application", "email", False, None),
    ]
    [summary] = ask(log, "summary").rows
    named = ("touches", "opportunities", "measured", "answered", "interviews", "rejections")
    assert [summary[name] for name in named] == [7, 4, 4, 2, 1, 1]
    assert default_unit(log) == "opportunity"
    assert rates(log) == {"email": (1, 3), "unknown": (1, 2), "linkedin": (1, 1)}
    assert rates(log, per="message") == {"email": (0, 2), "unknown": (0, 1), "linkedin": (1, 1)}
    verdict = ask(log, "response_by_channel", per="message").verdict
    assert "for some replies, nobody can tell which message was answered" in verdict


@requires_shared
def test_two_dated_messages_a_row_and_one_reply() -> None:
    name = "first_message_and_follow_up.csv"
    log = measured(import_log(Upload((TRACKERS / name).read_bytes(), name)))
    assert touches(log) == [
        (2, "2026-02-20", "introduction", None, False, None),
        (2, "2026-02-27", "next_steps", None, False, None),
        (3, "2026-02-20", "introduction", None, False, None),
        (3, "2026-02-27", "next_steps", None, True, None),
        (4, "2026-02-21", "introduction", None, True, None),
        (5, "2026-02-21", "introduction", None, False, None),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Name,LinkedIn msg,Email sent,Replied on",
        "Name,LinkedIn-Nachricht,E-Mail gesendet,Geantwortet am",
        "Nom,message LinkedIn,mail envoyé,Répondu le",
    ],
)
def test_a_row_is_about_the_first_message_that_it_notes(header: str) -> None:
    log = measured(
        written(
            f"{header}\nAnna Lopez,2026-03-02,,2026-03-04\nTom Reed,,2026-03-03,\nIda Park,2026-03-05,2026-03-09,\n"
        )
    )
    assert touches(log) == [
        (2, "2026-03-02", None, "linkedin", True, None),
        (3, "2026-03-03", None, "email", False, None),
        (4, "2026-03-05", None, "linkedin", False, None),
        (4, "2026-03-09", None, "email", False, None),
    ]


def test_a_row_may_be_about_the_request_to_connect_that_it_notes() -> None:
    log = measured(
        written(
            "Name,Connection request sent,Follow-up sent,Reply\nAnna Lopez,2026-03-02,2026-03-09,\n"
            "Tom Reed,2026-03-03,,2026-03-05\n"
        )
    )
    assert touches(log) == [
        (2, "2026-03-02", "connect", "linkedin", False, None),
        (2, "2026-03-09", "next_steps", None, False, None),
        (3, "2026-03-03", "connect", "linkedin", True, None),
    ]


def test_nothing_but_follow_ups_is_nothing_else() -> None:
    log = measured(
        written(
            "Company,Role,Follow-up 1,Thank you sent\nA,Nurse,2026-03-09,\nB,Nurse,2026-03-10,2026-03-12\n"
        )
    )
    assert touches(log) == [
        (2, "2026-03-09", "next_steps", None, False, None),
        (3, "2026-03-10", "next_steps", None, False, None),
        (3, "2026-03-12", "thank_you", None, False, None),
    ]


def test_several_days_in_a_cell_are_several_activities_and_a_yes_is_one_on_an_unknown_day() -> None:
    log = measured(
        written(
            "Company,Role,Date applied,Thank you sent?,Followed up on,Response date\n"
            'A,Nurse,2026-03-02,,"2026-03-09, 2026-03-16",2026-03-20\n'
            "B,Nurse,2026-03-02,yes,no,\nC,Nurse,2026-03-02,n/a,2026-03-12 (phone),2026-03-05\n"
        )
    )
    assert touches(log) == [
        (2, "2026-03-02", "application", None, False, None),
        (2, "2026-03-09", "next_steps", None, False, None),
        (2, "2026-03-16", "next_steps", None, True, None),
        (3, "2026-03-02", "application", None, False, None),
        (3, None, "thank_you", None, False, None),
        (4, "2026-03-02", "application", None, True, None),
        (4, "2026-03-12", "next_steps", "phone", False, None),
    ]


def test_a_reply_can_only_answer_what_was_sent_before_it_came() -> None:
    log = measured(
        written(
            "Company,Role,Date applied,Interview date,Thank you sent\n"
            "A,Nurse,2026-03-02,2026-03-20,2026-03-21\nB,Nurse,2026-03-02,2026-03-20,yes\nC,Nurse,2026-03-02,,\n"
        )
    )
    assert [(line, strategy, replied, why) for line, _, strategy, _, replied, why in touches(log)] == [
        (2, "application", True, None),
        (2, "thank_you", False, "not known whether it was answered"),
        (3, "application", True, None),
        (3, "thank_you", False, "not known whether it was answered"),
        (4, "application", False, None),
    ]
    assert log.records("select opportunity, replied from measured_opportunities order by all") == [
        {"opportunity": 2, "replied": True},
        {"opportunity": 3, "replied": True},
        {"opportunity": 4, "replied": False},
    ]


def test_the_clean_log_of_such_a_tracker_gives_the_same_log() -> None:
    log = written(FOLLOWED)
    again = import_log(_clean_file(log))
    assert again.clean_table().equals(log.clean_table())
    one, other = measured(log), measured(again)
    assert sorted(map(str, (row[1:] for row in touches(one)))) == sorted(
        map(str, (row[1:] for row in touches(other)))
    )
    assert rates(one) == rates(other)
    assert rates(one, per="message") == rates(other, per="message")


CELLS = {
    **{"": 0, "no": 0, "n/a": 0, "yes": 1, "2": 2, "email": 1},
    **{"2026-03-09": 1, "2026-04-01 (phone)": 1, "2026-03-20, 2026-04-15": 2, "2026-04-15, 2026-03-01": 2},
}
"""What may stand in a column of follow-ups, and how many it says were sent."""
APPLICATIONS = {
    "2026-03-02,Applied": 1,
    "2026-03-10,Rejected": 1,
    "2026-03-11,Interview": 1,
    "2026-03-12,": 1,
    ",Saved": 0,
}
"""When somebody applied and where it stands, and how many applications that is."""


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["A,Nurse", "A,Clerk", "B,Nurse"]),
            st.sampled_from(["Email", "LinkedIn", ""]),
            st.sampled_from([*APPLICATIONS]),
            *[st.sampled_from([*CELLS])] * 3,
        ),
        min_size=1,
        max_size=6,
    ),
    drop=st.booleans(),
)
@examples(25, thorough=150)
def test_each_follow_up_of_any_tracker_is_one_activity_and_stays_one(
    rows: list[tuple[str, ...]], drop: bool
) -> None:
    lines = [
        ",".join((job, channel, application, *(f'"{cell}"' for cell in cells)))
        for job, channel, application, *cells in rows
    ]
    header = "Company,Role,Channel,Date applied,Status,Follow-up 1,Thank you sent?,LinkedIn msg"
    log = written("\n".join([header, *lines, ""]), drop_identical=drop)
    kept = {*rows} if drop else rows
    sent = sum(APPLICATIONS[row[2]] + sum(CELLS[cell] for cell in row[3:]) for row in kept)
    assert (log.report.rows_in, log.report.made["touches"]) == (len(rows), sent)
    one, again = measured(log), import_log(_clean_file(log))
    assert again.clean_table().equals(log.clean_table())
    other = measured(again)
    assert [rates(one, per=unit) for unit in UNITS] == [rates(other, per=unit) for unit in UNITS]


def test_a_person_says_what_a_column_of_follow_ups_is() -> None:
    text = "Company,Date applied,Wrote again,Note to HR\nA,2026-03-02,2026-03-09,2026-03-20\n"
    log = measured(
        written(
            text,
            columns={"Wrote again": "follow_up/next_steps/email", "Note to HR": "follow_up/thank_you/letter"},
        )
    )
    assert touches(log) == [
        (2, "2026-03-02", "application", None, False, None),
        (2, "2026-03-09", "next_steps", "email", False, None),
        (2, "2026-03-20", "thank_you", "letter", False, None),
    ]
    assert touches(measured(written(FOLLOWED, columns={"Follow-up 2": "extra"}))) == [
        row for row in touches(measured(written(FOLLOWED))) if row[1] != "2026-03-18"
    ]


def test_what_a_cell_of_follow_ups_does_not_say_is_counted_and_can_be_explained() -> None:
    head = "Company,Date applied,Followed up on\n"
    text = f"{head}A,2026-03-02,2026-03-09\nB,2026-03-02,Anna was away\nC,2026-03-02,31.2.2026\n"
    report = written(text).report
    assert [(word.column, word.field, word.text, word.rows) for word in report.unknown] == [
        ("Followed up on", "follow_up", "Anna was away", 1)
    ]
    assert report.made["touches"] == 4 + 1  # the day that is none is that of a follow-up all the same
    odd = {oddity.what: oddity.lines for oddity in report.oddities}
    assert odd == {"The day of a follow-up can't be read, so it counts as sent on an unknown day": (4,)}
    said = written(text, words={("follow_up", "Anna was away"): "yes"}).report
    assert (said.made["touches"], said.unknown) == (6, ())


def test_a_contact_without_an_application_begins_with_its_message() -> None:
    log = measured(
        written(
            "Company,Applied,1st msg,Follow-up 1,Status\nA,2026-03-02,2026-03-01,,Applied\nB,,2026-03-05,2026-03-12,\n"
        )
    )
    assert touches(log) == [
        (2, "2026-03-01", "introduction", None, False, None),
        (2, "2026-03-02", "application", None, False, None),
        (3, "2026-03-05", "introduction", None, False, None),
        (3, "2026-03-12", "next_steps", None, False, None),
    ]


def test_one_follow_up_in_two_columns_counts_once() -> None:
    log = measured(
        written(
            "Company,Applied,Follow-up 1,Follow-up 2,last ping\nA,2026-03-02,2026-03-09,2026-03-16,2026-03-16\n"
        )
    )
    assert [row[1] for row in touches(log)] == ["2026-03-02", "2026-03-09", "2026-03-16"]


def test_who_only_planned_to_apply_may_have_written() -> None:
    log = measured(
        written("Company,Applied,Status,LinkedIn msg\nA,,To apply,2026-03-09\nB,2026-03-02,Applied,\n")
    )
    assert touches(log) == [
        (2, "2026-03-09", None, "linkedin", False, None),
        (3, "2026-03-02", "application", None, False, None),
    ]


def test_unknown_of_a_row_is_unknown_of_its_follow_ups() -> None:
    log = measured(
        written("Company,Applied,Follow-up 1,Replied\nA,2026-03-02,2026-03-09,TBD\nB,2026-03-02,,no\n")
    )
    unclear = "not known whether it was answered"
    assert [(row[0], row[5]) for row in touches(log)] == [(2, unclear), (2, unclear), (3, None)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Contact phone", ("2125551234", "2125551235")),
        ("Telefon Kontakt", ("01512345678", "01512345679")),
        ("Mail message", ("10071", "10072")),
        ("Contact 2", ("10071", "10072")),
        ("LinkedIn contacts", ("2", "5")),
        ("Interview invite", ("2026-03-09", "2026-03-10")),
        ("Called by HR", ("2026-03-09", "2026-03-10")),
        ("Connected", ("2026-03-09", "2026-03-10")),
    ],
)
def test_numbers_and_what_others_did_are_no_follow_ups(header: str, cells: tuple[str, str]) -> None:
    one, other = cells
    log = written(f"Company,Role,Applied,{header}\nA,N,2026-03-02,{one}\nB,N,2026-03-02,{other}\n")
    assert (log.report.made["touches"], log.report.mapping[header]) == (2, None)


def test_a_footer_that_counts_what_stands_above_it_is_no_row() -> None:
    report = written(f"{FOLLOWED}Total,,4,,2,1,2\n").report
    assert [(skip.line, skip.reason) for skip in report.skips] == [(6, "a footer")]
    assert (report.rows_in, report.accepted, report.made["touches"]) == (5, 4, 7)


def test_whose_saved_log_had_such_columns_is_told() -> None:
    assert written(FOLLOWED, rules=2).report.describe_changes() == [
        "The rules by which files are read have changed since this was saved: 7 activities now, 4 before.",
        "Follow-ups in columns of their own were kept aside. Now each of them is an activity. (lines 2, 4)",
    ]


def _clean_file(log: ImportedLog) -> Upload:
    table = log.clean_table()
    texts = pa.schema([(name, pa.string()) for name in table.column_names])
    return Upload(write_csv(table.column_names, table.cast(texts)), "clean.csv")


def test_thanks_on_an_unknown_day_take_no_part_in_what_came_before_them() -> None:
    text = "Company,Role,Date applied,Applied via,Interview,Thank you sent?,Status\n"
    rows = (
        "A,Analyst,2026-09-15,Website,2026-09-30,Yes,Rejected\nB,Analyst,2026-09-16,Website,,,No response\n"
    )
    log = measured(written(text + rows))
    assert default_unit(log) == "message"
    assert rates(log) == {"website": (1, 2)}
    answer = ask(log, "offers_by_strategy")
    assert [(row["strategy"], row["n"], row["interviews"]) for row in answer.rows] == [("application", 2, 1)]
    assert answer.held_out["undated"] == 1


def test_who_has_no_answer_that_anybody_can_read_has_none_that_is_missing() -> None:
    text = "Date,Company,What I did,Result\n2026-09-01,A,Emailed CV,Bla bla\n2026-09-08,A,Thank you email,no reply\n"
    log = measured(written(f"{text}2026-09-02,B,Emailed CV,no reply\n"))
    moves = {(row["source"], row["target"]): row["opportunities"] for row in ask(log, "journey").rows}
    assert moves == {("applied", "unknown"): 1, ("applied", "no answer"): 1}


def test_messages_are_not_compared_where_nobody_can_tell_which_was_answered() -> None:
    rows = [
        f"Firm {number},Nurse,2026-01-{number + 2:02},{('Email', 'LinkedIn')[number % 2]},2026-01-20,{reply}"
        for number, reply in enumerate(["Interview", "", "Interview", ""] * 3)
    ]
    header = "Company,Role,Date applied,Channel,Follow-up 1,Response"
    log = measured(written("\n".join([header, *rows, "Late,Nurse,2026-06-01,Email,,", ""])))
    assert ask(log, "response_by_channel").basis == "recorded"
    assert ask(log, "response_by_channel", per="message").basis == "so far"
