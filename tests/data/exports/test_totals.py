"""Tables of totals and of transitions are refused in a sentence, and no log is taken for one."""

from pathlib import Path

import pytest

from data.errors import LogError
from data.exports.totals import TableOfTotals, TableOfTransitions
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.report import ImportReport
from data.imports.upload import Upload
from tests.paths import CLEAN_LOG, JOB_SEEKER, SHARED

INSTEAD = (
    "Top of Mind counts from single activities: upload the list behind these numbers, with one row for each message "
    "or application."
)


def understood(text: str, name: str = "log.csv", **columns: str) -> ImportReport:
    return import_log(Upload(text.encode(), name, Choices(columns=columns))).report


def test_what_was_found_and_what_to_do_is_said() -> None:
    with pytest.raises(TableOfTotals) as refused:
        understood("channel,sent,replies,rate\nemail,20,4,20%\nLinkedIn,10,1,10%\n")
    assert str(refused.value) == (
        f"This is a table of totals: each row is a group (channel) with numbers (sent, replies). {INSTEAD}"
    )
    with pytest.raises(TableOfTransitions) as refused_too:
        understood("source,target,value\nApplied,Interview,5\nApplied,Rejected,20\n")
    assert str(refused_too.value) == (
        f"This is a table of transitions: “value” says how often “source” led to “target”. {INSTEAD}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Source,Applications,Interviews,Offers\nIndeed,20,4,0\nReferral,5,2,1\n",
        "Kanal;Anzahl;Antworten\nE-Mail;12;3\nBrief;4;2\n",
        "Canal,Enviados,Respuestas,Tasa de respuesta\nCorreo,12,3,25%\nLinkedIn,8,1,12.5%\n",
        "Canal;Envois;Réponses;Taux\nE-mail;12;3;25 %\nCourrier;4;2;50 %\n",
        "Empresa,Candidaturas,Entrevistas\nAlder,3,1\nBirch,2,0\n",
        "渠道,投递数,回复数,面试数\n内推,5,3,2\nBOSS直聘,40,6,2\n",
        "Month,Applications,Replies\nJan 2026,12,3\nFeb 2026,4,2\n",
        "Date,Applications\n2026-01-05,12\n2026-01-06,4\n",
        "Status,Count\nApplied,40\nRejected,12\n",
        "Week,Email,LinkedIn\nW1,5,2\nW2,3,1\n",
        "channel,strategy,sent,replied\nemail,thank_you,12,4\nlinkedin,connect,10,2\n",
        "| Channel | Sent | Replies |\n|---|---:|---:|\n| email | 1,200 | 40 |\n| LinkedIn | 10 | 1 |\n",
        '[{"channel": "email", "sent": 12, "replies": 3}, {"channel": "letter", "sent": 4, "replies": 2}]',
    ],
)
def test_totals_are_refused(text: str) -> None:
    with pytest.raises(TableOfTotals):
        understood(text)


@pytest.mark.parametrize(
    "text",
    [
        "from,to,count\nApplied,Interview,5\nApplied,Rejected,20\n",
        "von;nach;Anzahl\nBeworben;Gespräch;5\nBeworben;Absage;20\n",
        "origen,destino,valor\nEnviada,Entrevista,5\nEnviada,Rechazada,20\n",
        '{"nodes": [{"name": "Applied"}], "links": [{"source": 0, "target": 1, "value": 5}]}',
    ],
)
def test_transitions_are_refused(text: str) -> None:
    with pytest.raises(TableOfTransitions):
        understood(text)


@pytest.mark.parametrize(
    "text",
    [
        "#,Company,Date,Salary\n1,Alder,2026-01-01,50000\n2,Birch,2026-01-02,60000\n",
        "Company,Applied,Interview,Offer\nAlder,1,1,\nBirch,1,,\n",
        "Company,Applied,Interview\nAlder,45678,45688\nBirch,45679,\n",
        "Company,Status,Messages,Replies\nAlder,Applied,3,1\nBirch,Rejected,2,0\n",
        "Company,Applied,Days to reply\nAlder,2026-01-01,5\nBirch,2026-01-02,9\n",
        "channel,replied\nemail,1\nlinkedin,0\n",
        "channel,day,replied\nemail,5,1\nphone,7,0\n",
        "channel,sent,replies\nemail,2026-01-01,1\nemail,2026-01-02,2\n",
        "from,to,date\nSaved,Applied,2026-01-01\nApplied,Rejected,2026-01-02\n",
    ],
)
def test_logs_are_no_totals(text: str) -> None:
    assert understood(text).rows_in == 2


def test_what_the_person_said_of_a_column_counts_more() -> None:
    assert understood("channel,sent,replies\nemail,12,3\n", sent="extra").rows_in == 1


REFUSED_BEFORE = {"RIGHT.md"}


def files() -> list[Path]:
    found = [JOB_SEEKER, CLEAN_LOG, *sorted(SHARED.rglob("*.csv")), *sorted(SHARED.rglob("*.md"))]
    return [path for path in found if path.name not in REFUSED_BEFORE and path.stat().st_size < 1 << 20]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_no_log_of_others_is_taken_for_totals(path: Path) -> None:
    refusals = []
    try:
        import_log(Upload(path.read_bytes(), path.name))
    except LogError as refusal:
        refusals.append(type(refusal))
    assert not {TableOfTotals, TableOfTransitions} & set(refusals)
