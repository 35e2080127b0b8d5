"""Notion and Airtable, known by what their cells look like."""

from data.imports.log import import_log
from data.imports.report import Oddity
from data.imports.upload import Upload

NOTION = (
    "\ufeffCompany,Applied,Channel,Referred,Status,Contact\n"
    'Acme,"January 5, 2026",Email,Yes,Interview,"Maya Chen (https://www.notion.so/Maya-Chen-0f1e2d?pvs=21)"\n'
    '"Beta, Inc.","January 7, 2026 6:30 PM",Event,No,No reply,\n'
)
AIRTABLE = (
    "\ufeffRole,Date Applied,Referral?,Attachments,Company (linked)\n"
    'Analyst,1/15/2026,checked,cv.pdf (https://v5.airtableusercontent.com/abc),"Acme,""Beta, Inc."""\n'
    "Clerk,1/7/2026,,,Gamma\n"
)


def test_a_relation_of_notion_is_a_name() -> None:
    log = import_log(Upload(NOTION.encode(), "board.csv"))
    assert log.report.format == "Notion"
    sql = "select contact, sent_at::varchar as at from touches order by line"
    assert log.records(sql) == [
        {"contact": "Maya Chen", "at": "2026-01-05 00:00:00"},
        {"contact": None, "at": "2026-01-07 18:30:00"},
    ]


def test_the_name_of_a_file_alone_makes_no_notion() -> None:
    name = "Jobs 0f1e2d3c4b5a69788796a5b4c3d2e1f0.csv"
    plain = b"sent_at,channel\n2026-03-01,email\n"
    assert import_log(Upload(plain, name)).report.format == "touch rows"
    assert import_log(Upload(b'Company,Applied\nAcme,"May 5, 2026"\n', name)).report.format == "Notion"


def test_of_several_linked_records_the_first_counts_and_the_row_is_named() -> None:
    log = import_log(Upload(AIRTABLE.encode(), "base.csv"))
    companies = [row["company"] for row in log.records("select company from touches order by line")]
    assert (log.report.format, companies) == ("Airtable", ["Acme", "Gamma"])
    several = "Several names stand in one cell; the first of them counts"
    assert log.report.oddities == (Oddity(several, (2,)),)


def test_a_box_of_airtable_is_yes() -> None:
    log = import_log(Upload(AIRTABLE.replace("Referral?", "Personalised").encode(), "base.csv"))
    assert log.records("select personalised from touches order by line")[0] == {"personalised": True}
