"""The files in the layouts of real exports are understood, with the fate of every row."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analysis.export import write_csv
from data.imports.choices import Choices
from data.imports.log import ImportedLog, import_log
from data.imports.upload import Upload

# file: format, rows in, accepted, skipped, touches, replies, milestones
UNDERSTOOD = {
    "airtable/Applications-Grid view.csv": ("Airtable", 2, 2, 0, 2, 0, 2),
    "apollo/apollo-contacts-export_sample.csv": ("Apollo contacts", 2, 1, 1, 1, 1, 0),
    "excel_resaved/german_excel_semicolon.csv": ("touch rows", 2, 2, 0, 2, 1, 1),
    "excel_resaved/linkedin_connections_resaved_in_excel.csv": ("LinkedIn connections", 2, 0, 2, 0, 0, 0),
    "excel_resaved/utf16_tab.csv": ("touch rows", 1, 1, 0, 1, 1, 1),
    "gmail_takeout/Sent.mbox": ("Mailbox", 2, 2, 0, 1, 1, 1),
    "google_calendar/google_calendar.csv": ("Google calendar", 1, 1, 0, 1, 0, 0),
    "google_sheets/job_tracker_two_header_rows.csv": ("wide rows", 3, 1, 2, 1, 0, 1),
    "hubspot/hubspot-crm-exports-contacts_sample.csv": ("HubSpot contacts", 3, 2, 1, 2, 0, 0),
    "hubspot/hubspot-crm-exports-deals_sample.csv": ("HubSpot deals", 1, 1, 0, 1, 1, 2),
    "huntr/USER_ACTIVITIES_USER_FULL_DATA_sample.csv": ("Huntr activities", 2, 2, 0, 1, 0, 1),
    "huntr/USER_JOBS_USER_FULL_DATA_DOWNLOAD_sample.csv": ("Huntr jobs", 2, 2, 0, 2, 1, 3),
    "ics/events.ics": ("iCalendar", 2, 2, 0, 3, 0, 0),
    "lemlist/contacts_export_sample.csv": ("lemlist contacts", 2, 1, 1, 2, 1, 0),
    "linkedin/Connections.csv": ("LinkedIn connections", 3, 0, 3, 0, 0, 0),
    "linkedin/Invitations.csv": ("LinkedIn invitations", 2, 1, 1, 1, 0, 0),
    "linkedin/Job Applications.csv": ("LinkedIn applications", 2, 2, 0, 2, 0, 2),
    "linkedin/Notes.csv": ("LinkedIn notes", 0, 0, 0, 0, 0, 0),
    "linkedin/Saved Jobs.csv": ("LinkedIn saved jobs", 1, 0, 1, 0, 0, 0),
    "linkedin/messages_2026_all_quoted.csv": ("LinkedIn messages", 2, 2, 0, 1, 1, 0),
    "notion/Job Applications 0f1e2d3c4b5a69788796a5b4c3d2e1f0.csv": ("Notion", 2, 2, 0, 2, 1, 3),
    "outlook/Calendar.CSV": ("Outlook calendar", 2, 2, 0, 1, 0, 1),
    "outlook/Calendar_german_de.csv": ("Outlook calendar", 1, 1, 0, 0, 0, 1),
    "outlook/mail_export_no_dates.csv": ("Outlook mail", 1, 1, 0, 1, 0, 0),
    "salesforce/report_activities_with_history_sample.csv": ("Salesforce activities", 5, 2, 3, 2, 0, 0),
    "salesforce/task_dataloader_sample.csv": ("Salesforce tasks", 1, 1, 0, 1, 0, 0),
    "simplify/simplify_export_sample.csv": ("Simplify", 4, 3, 1, 3, 2, 5),
    "streak/streak_pipeline_export_sample.csv": ("Streak pipeline", 2, 1, 1, 1, 1, 0),
    "teal/teal_download_data_sample.csv": ("Teal", 3, 1, 2, 1, 0, 1),
}


@cache
def imported(file: Path) -> ImportedLog:
    return import_log(Upload(file.read_bytes(), file.name))


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_an_export_is_understood(shared_data: Path, name: str) -> None:
    told = imported(shared_data / "export_formats" / name).report
    made = told.made["touches"], told.made["replies"], told.made["milestones"]
    assert (told.format, told.rows_in, told.accepted, told.skipped, *made) == UNDERSTOOD[name]
    assert (told.rejects, told.duplicates) == ((), 0)


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_the_clean_log_of_an_export_is_the_same_log(shared_data: Path, name: str) -> None:
    file = shared_data / "export_formats" / name
    log = imported(file)
    if log.report.open_questions:
        log = import_log(Upload(file.read_bytes(), name, Choices(dates="mdy")))
    events = log.clean_table().to_pylist()
    assert (
        not events
        or import_log(Upload(write_csv(events).encode(), "clean.csv")).clean_table().to_pylist() == events
    )


def test_every_file_beside_the_checkout_is_in_this_list(shared_data: Path) -> None:
    folder = shared_data / "export_formats"
    assert {str(path.relative_to(folder)) for path in folder.glob("*/*")} == set(UNDERSTOOD)


def touches(file: Path, **choices: Any) -> list[tuple[Any, ...]]:
    """Day, company, contact, channel, strategy and role of each touch of a file."""
    sql = "select sent_at::date::varchar, company, contact, channel::varchar, strategy::varchar, role from touches"
    log = import_log(Upload(file.read_bytes(), file.name, Choices(**choices)))
    return [tuple(row.values()) for row in log.records(sql + " order by line")]


def test_a_sheet_of_german_words_saved_by_excel(shared_data: Path) -> None:
    assert touches(shared_data / "export_formats" / "excel_resaved" / "german_excel_semicolon.csv") == [
        ("2026-01-05", "Müller & Söhne GmbH", "Frau Müller", "email", "introduction", "Analyst"),
        ("2026-01-07", "Acme; Berlin", None, "event", "next_steps", "Analyst"),
    ]


def test_a_sheet_saved_as_unicode_text(shared_data: Path) -> None:
    assert touches(shared_data / "export_formats" / "excel_resaved" / "utf16_tab.csv") == [
        ("2026-01-05", "Northwind", "Zoë", "email", None, None)
    ]


def test_a_template_of_google_sheets_has_one_row_between_two_headers_and_its_filler(
    shared_data: Path,
) -> None:
    file = shared_data / "export_formats" / "google_sheets" / "job_tracker_two_header_rows.csv"
    [need] = import_log(Upload(file.read_bytes(), file.name)).report.open_questions
    assert (need.columns, need.choices) == (("DATE APPLIED",), ("dmy", "mdy"))
    assert touches(file, dates="mdy") == [
        ("2026-01-05", "Northwind", None, None, "application", "Data Analyst")
    ]


def test_a_tracker_in_portuguese_proves_that_its_months_come_first(shared_data: Path) -> None:
    """github.com/4L4N4F/mini-pipeline-ApplicationTracker: 11 applications to ten companies."""
    found = touches(shared_data / "real" / "tracker_pt" / "sample.csv")
    assert (len(found), found[0], found[-1]) == (
        11,
        ("2025-10-13", "a", None, "job_board", "application", "analista_dados"),
        ("2025-10-28", "j", None, "website", "application", "analista_dados"),
    )
