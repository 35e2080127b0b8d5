"""What headers and words mean: literal tables, and the headers of real exports as a person would read them."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schema.headers import (
    column_by_words,
    column_for,
    columns,
    columns_for,
    columns_that_may_hold,
    is_look_alike,
    possible_columns,
    settle_column,
)
from data.schema.vocabulary import Meaning, State, keys, kinds, meaning, normalise, state
from tests.paths import ROOT

DATA = ROOT / "data" / "schema"
HEADERS, WORDS = DATA / "headers.toml", DATA / "vocabulary.toml"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Company_Name ", "company name"),
        ("lastRepliedDate", "last replied date"),
        ("companyID", "company id"),
        ("JOB TITLE", "job title"),
        ("E-Mail", "e mail"),
        ("Gespräch:", "gesprach"),
        ("Straße", "strasse"),
        ("Ｄａｔｅ", "date"),
        ("日期：", "日期"),
        ("Rejection :(", "rejection"),
        ("✔️", "✔"),
        ("?", "?"),
        (" \t", ""),
    ],
)
def test_the_normal_form_of_a_text(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(st.text())
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Date sent", "sent_at"),
        ("Datum", "sent_at"),
        ("Date d’envoi", "sent_at"),
        ("Fecha de envío", "sent_at"),
        ("Data de envio", "sent_at"),
        ("发送日期", "sent_at"),
        ("Follow-up type", "strategy"),
        ("Personalised?", "personalised"),
        ("Unternehmen", "company"),
        ("Entreprise", "company"),
        ("公司名称", "company"),
        ("Vorname", "first_name"),
        ("Apellidos", "last_name"),
        ("Ansprechpartner", "contact"),
        ("Intitulé du poste", "role"),
        ("Vaga", "role"),
        ("Antwort erhalten?", "replied"),
        ("Date de réponse", "replied_at"),
        ("Resultado", "outcome"),
        ("Zugesagt bis", "promised_by"),
        ("Do not contact", "do_not_contact"),
        ("Application Status", "status"),
        ("状态", "status"),
        ("Beworben am", "applied_at"),
        ("Telefoninterview", "screen_at"),
        ("Vorstellungsgespräch am", "interview_at"),
        ("Fecha de la entrevista", "interview_at"),
        ("终面", "final_at"),
        ("Visiting offer", "offer_at"),
        ("Absage am", "rejected_at"),
        ("Candidature retirée le", "withdrawn_at"),
    ],
)
def test_headers_in_six_languages(header: str, column: str) -> None:
    assert column_for(header) == column


@pytest.mark.parametrize("column", columns())
def test_every_column_is_called_by_its_own_name(column: str) -> None:
    assert column_for(column) == column


@pytest.mark.parametrize(
    "header",
    [
        "job_type",
        "has_email_address",
        "job_city",
        "status_code",
        "data_post",
        "Date posted",
        "candidate_phone",
        "",
    ],
)
def test_a_part_of_a_header_is_no_match(header: str) -> None:
    assert column_for(header) is None
    assert possible_columns(header) == ()


def test_known_look_alikes_are_named() -> None:
    assert is_look_alike("Company Name for Emails")
    assert is_look_alike("Deadline")
    assert not is_look_alike("Company")


def test_the_better_of_two_headers_has_the_column() -> None:
    assert columns_for(["Source", "Date", "Channel", "Sent at"]) == (None, None, "channel", "sent_at")
    assert columns_for(["Location", "Company", "Location", "Company"]) == (None, "company", None, None)


def test_two_kinds_of_offer_are_both_offers() -> None:
    assert columns_for(["Visiting offer", "Offer"]) == ("offer_at", "offer_at")


@pytest.mark.parametrize(
    ("header", "values", "column"),
    [
        ("Wie", ["E-Mail", "Post", "Xing", "Anruf"], "channel"),
        ("Was gemacht?", ["Bewerbung", "Brief", "Nachgefasst", "Vorstellungsgespräch"], "strategy"),
        ("Ce que j'ai fait", ["Candidature", "Relance"], "strategy"),
        ("Lo que hice", ["Solicitud", "Seguimiento"], "strategy"),
        ("O que fiz", ["Candidatura", "Agradecimento"], "strategy"),
        ("做了什么", ["申请", "跟进"], "strategy"),
        ("Como", ["Correo", "Llamada"], "channel"),
        ("What was done", ["Applied", "Followed up"], "strategy"),
        ("Réponses", ["oui", "non"], "replied"),
        ("Reaktion", ["Absage", "Einladung"], "outcome"),
    ],
)
def test_everyday_headers_in_six_languages(header: str, values: list[str], column: str) -> None:
    assert settle_column(header, values) == column


@pytest.mark.parametrize(
    ("columns", "asked"),
    [
        ({"A": ["Email", "Dove"], "B": ["Dove", "Owl"]}, ("A",)),
        ({"B": ["Dove", "Owl"], "C": ["12", "13"], "D": ["a sentence of some length", "and one"]}, ("B",)),
        ({"Deadline": ["soon", "late"]}, ()),
    ],
)
def test_which_columns_may_say_how_something_travelled(
    columns: dict[str, list[str]], asked: tuple[str, ...]
) -> None:
    assert columns_that_may_hold("channel", columns) == asked


@pytest.mark.parametrize(
    ("header", "column"),
    [("Companies", "company"), ("Firmen", "company"), ("Contactos", "contact"), ("Vagas", "role")],
)
def test_a_header_in_the_plural_means_the_same(header: str, column: str) -> None:
    assert column_for(header) == column


@pytest.mark.parametrize(
    ("header", "values", "taken", "column"),
    [
        ("Spalte 3", ["E-Mail", "Post", "Brieftaube"], (), "channel"),
        ("Spalte 3", ["E-Mail", "Post"], ("channel",), None),
        ("Spalte 3", ["E-Mail", "Brieftaube"], (), None),
        ("Cover letter", ["yes", "no"], (), None),
        ("Next step", ["Follow up", "Thank you"], (), None),
        ("Spalte 4", ["Absage", "Zusage", "keine Antwort"], (), "status"),
        ("Spalte 4", ["Absage", "Zusage", "keine Antwort"], ("outcome",), None),
    ],
)
def test_most_words_of_one_kind_tell_what_a_column_is(
    header: str, values: list[str], taken: tuple[str, ...], column: str | None
) -> None:
    assert column_by_words(header, values, taken) == column


@pytest.mark.parametrize(
    ("header", "values", "column"),
    [
        ("Type", ["Email", "Call", ""], "channel"),
        ("Type", ["Thank-you note", "Relance"], "strategy"),
        ("Type", ["IR", "Public management", "PA"], None),
        ("Response", ["Yes", "no"], "replied"),
        ("Response", ["Rejected", "No response", "Interview"], "outcome"),
        ("Name", ["Ines Okafor"], None),
        ("Response", [""], None),
        ("Channel", ["Email"], "channel"),
    ],
)
def test_what_stands_below_settles_a_doubtful_header(
    header: str, values: list[str], column: str | None
) -> None:
    assert settle_column(header, values) == column


AS_A_PERSON_READS_THEM = {
    "real/heiss_academic_2016_2018/jobs_clean.csv": {
        "School": "company",
        "Date applied": "applied_at",
        "Skype interview": "interview_at",
        "Flyout": "final_at",
        "Visiting offer": "offer_at",
        "Offer": "offer_at",
    },
    "real/tracker_pt/sample.csv": {
        "empresa": "company",
        "cargo": "role",
        "plataforma": "channel",
        "observacoes": "notes",
        "application": "applied_at",
        "status": "status",
    },
    "resume_audit_2004/openintro_resume.csv": {"received_callback": "replied"},
    "export_formats/linkedin/Connections.csv": {
        "First Name": "first_name",
        "Last Name": "last_name",
        "Company": "company",
        "Connected On": "accepted_at",
    },
    "export_formats/linkedin/Invitations.csv": {"To": "contact", "Sent At": "sent_at", "Message": "message"},
    "export_formats/linkedin/Job Applications.csv": {
        "Application Date": "applied_at",
        "Company Name": "company",
        "Job Title": "role",
    },
    "export_formats/linkedin/Saved Jobs.csv": {"Job Title": "role", "Company Name": "company"},
    "export_formats/linkedin/Notes.csv": {"Note": "notes"},
    "export_formats/linkedin/messages_2026_all_quoted.csv": {
        "TO": "contact",
        "DATE": "sent_at",
        "SUBJECT": "label",
        "CONTENT": "message",
    },
    "export_formats/huntr/USER_JOBS_USER_FULL_DATA_DOWNLOAD_sample.csv": {
        "id": "id",
        "title": "role",
        "lastMovedAt": "status_at",
        "listName": "status",
        "companyName": "company",
    },
    "export_formats/huntr/USER_ACTIVITIES_USER_FULL_DATA_sample.csv": {
        "id": "id",
        "title": "label",
        "note": "notes",
        "startAt": "at",
        "jobId": "opportunity",
        "jobTitle": "role",
        "companyName": "company",
        "activityCategoryName": "event",
    },
    "export_formats/teal/teal_download_data_sample.csv": {
        "id": "id",
        "company_name": "company",
        "role": "role",
        "source": "channel",
        "applied_at": "applied_at",
        "statusName": "status",
    },
    "export_formats/simplify/simplify_export_sample.csv": {
        "Job Title": "role",
        "Company Name": "company",
        "Applied Date": "applied_at",
        "Status": "status",
        "Status Date": "status_at",
        "Notes": "notes",
    },
    "export_formats/notion/Job Applications 0f1e2d3c4b5a69788796a5b4c3d2e1f0.csv": {
        "Company": "company",
        "Applied": "applied_at",
        "Channel": "channel",
        "Status": "status",
        "Contact": "contact",
    },
    "export_formats/airtable/Applications-Grid view.csv": {
        "Date Applied": "applied_at",
        "Channel": "channel",
        "Company (linked)": "company",
    },
    "export_formats/google_sheets/job_tracker_two_header_rows.csv": {
        "STATUS": "status",
        "COMPANY": "company",
        "JOB TITLE": "role",
        "DATE APPLIED": "applied_at",
        "CONTACT NAME": "contact",
        "INTERVIEW DATE": "interview_at",
    },
    "export_formats/excel_resaved/german_excel_semicolon.csv": {
        "Datum": "sent_at",
        "Kanal": "channel",
        "Strategie": "strategy",
        "Kontakt": "contact",
        "Firma": "company",
        "Rolle": "role",
        "Stufe": "stage",
        "Antwortdatum": "replied_at",
        "Ergebnis": "outcome",
    },
    "export_formats/excel_resaved/utf16_tab.csv": {
        "Date": "sent_at",
        "Channel": "channel",
        "Contact": "contact",
        "Company": "company",
        "Outcome": "outcome",
    },
    "export_formats/hubspot/hubspot-crm-exports-contacts_sample.csv": {
        "Record ID": "id",
        "First Name": "first_name",
        "Last Name": "last_name",
        "Lead Status": "status",
        "Associated Company": "company",
    },
    "export_formats/hubspot/hubspot-crm-exports-deals_sample.csv": {
        "Record ID": "id",
        "Deal Name": "opportunity",
        "Deal Stage": "status",
        "Lead source": "channel",
        "Date entered current stage": "status_at",
    },
    "export_formats/salesforce/report_activities_with_history_sample.csv": {
        "Date": "sent_at",
        "Subject": "label",
        "Contact": "contact",
        "Company / Account": "company",
        "Task Subtype": "channel",
    },
    "export_formats/salesforce/task_dataloader_sample.csv": {
        "ID": "id",
        "WHOID": "contact",
        "WHATID": "opportunity",
        "SUBJECT": "label",
        "ACTIVITYDATE": "sent_at",
        "TASKSUBTYPE": "channel",
    },
    "export_formats/streak/streak_pipeline_export_sample.csv": {
        "Name": "company",
        "Stage": "status",
        "Notes": "notes",
        "Date of Last Sent Email": "sent_at",
        "Date of Last Received Email": "replied_at",
    },
    "export_formats/apollo/apollo-contacts-export_sample.csv": {
        "First Name": "first_name",
        "Last Name": "last_name",
        "Company": "company",
        "Stage": "status",
        "Last Contacted": "sent_at",
        "Replied": "replied",
    },
    "export_formats/lemlist/contacts_export_sample.csv": {
        "firstName": "first_name",
        "lastName": "last_name",
        "companyName": "company",
        "leadStatus": "status",
        "firstContactedDate": "sent_at",
        "lastRepliedDate": "replied_at",
    },
    "export_formats/outlook/Calendar.CSV": {
        "Subject": "label",
        "Start Date": "at",
        "Required Attendees": "with_whom",
    },
    "export_formats/outlook/Calendar_german_de.csv": {"Betreff": "label", "Beginnt am": "at"},
    "export_formats/outlook/mail_export_no_dates.csv": {
        "Subject": "label",
        "Body": "message",
        "To: (Name)": "contact",
    },
    "export_formats/google_calendar/google_calendar.csv": {"Subject": "label", "Start Date": "at"},
}
LINES_ABOVE = {"Connections.csv": 3, "job_tracker_two_header_rows.csv": 2}


def header_of(path: Path) -> list[str]:
    content = path.read_bytes()
    encoding = "utf-16" if content.startswith(b"\xff\xfe") else "utf-8-sig"
    line = content.decode(encoding, "replace").splitlines()[LINES_ABOVE.get(path.name, 0)]
    return next(csv.reader([line], delimiter=max(",;\t", key=line.count)))


@pytest.mark.parametrize("name", AS_A_PERSON_READS_THEM)
def test_headers_of_real_exports_read_as_a_person_reads_them(shared_data: Path, name: str) -> None:
    header = header_of(shared_data / name)
    meant = {text: column for text, column in zip(header, columns_for(header), strict=True) if column}
    assert meant == AS_A_PERSON_READS_THEM[name]


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("channel", "Linkedin ", "linkedin"),
        ("channel", "Linked In", "linkedin"),
        ("channel", "InMail", "linkedin"),
        ("channel", "courriel", "email"),
        ("channel", "correo electrónico", "email"),
        ("channel", "邮件", "email"),
        ("channel", "Brief", "letter"),
        ("channel", "Messe", "event"),
        ("channel", "gupy", "job_board"),
        ("channel", "Indeed", "job_board"),
        ("channel", "site_empresa", "website"),
        ("channel", "内推", "referral"),
        ("strategy", "Initiativ", "introduction"),
        ("strategy", "Nachfassen", "next_steps"),
        ("strategy", "Thank-you note", "thank_you"),
        ("strategy", "Danksagung", "thank_you"),
        ("strategy", "Work samples", "materials"),
        ("stage", "Kontaktiert", "prospect"),
        ("stage", "Wish list", "wishlist"),
        ("stage", "Vorstellungsgespräch", "interview"),
        ("outcome", "No reply ", "none"),
        ("outcome", "ghosted", "none"),
        ("outcome", "Gespräch", "interview"),
        ("outcome", "Absage", "rejection"),
        ("outcome", "Rejection :(", "rejection"),
        ("outcome", "Zusage", "offer"),
        ("outcome", "已读不回", "none"),
        ("status", "SAVED", "wishlist"),
        ("status", "Bookmarked", "wishlist"),
        ("status", "INTERVIEWING", "interview"),
        ("status", "pendente", "applied"),
        ("status", "suspensa", "closed"),
        ("status", "Rejection :(", "rejected"),
        ("status", "I Withdrew", "withdrawn"),
        ("yes_no", "TRUE", "yes"),
        ("yes_no", "No ", "no"),
        ("yes_no", "✓", "yes"),
        ("yes_no", "checked", "yes"),
        ("yes_no", "não", "no"),
        ("yes_no", "否", "no"),
        ("kind", "rejection", "rejection"),
        ("precision", "day", "day"),
    ],
)
def test_words_in_six_languages(kind: str, text: str, key: str) -> None:
    assert meaning(kind, text) == Meaning(key)


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("channel", "thank-you card", Meaning("letter", implies="thank_you")),
        ("channel", "LinkedIn connection request", Meaning("linkedin", implies="connect")),
        ("strategy", "Thank you email", Meaning("thank_you", implies="email")),
        ("strategy", "LinkedIn connection", Meaning("connect", implies="linkedin")),
        ("status", "Rejected after interview", Meaning("rejected", named=("interview",))),
        ("outcome", "Phone screen", Meaning("interview", named=("screen",))),
        ("outcome", "Offer declined", Meaning("offer", named=("offer", "withdrawn"))),
        ("event", "Phone screen", Meaning("milestone", implies="screen")),
        ("event", "Bewerbung", Meaning("touch", implies="application")),
        ("event", "Antwort", Meaning("reply")),
    ],
)
def test_a_word_can_say_something_about_another_column(kind: str, text: str, meant: Meaning) -> None:
    assert meaning(kind, text) == meant


@pytest.mark.parametrize(
    ("kind", "text", "proposed"),
    [
        ("status", "reeejected", "rejected"),
        ("outcome", "reeejected", "rejection"),
        ("channel", "Linkdin", "linkedin"),
        ("outcome", "Interveiw", "interview"),
        ("channel", "carrier pigeon", None),
        ("outcome", "no interveiw", None),
        ("yes_no", "yess!", None),
        ("channel", "a sentence about an e-mail that went to LinkedIn", None),
        ("channel", "", None),
    ],
)
def test_a_near_miss_is_proposed_and_not_used(kind: str, text: str, proposed: str | None) -> None:
    assert meaning(kind, text) == Meaning(None, proposed=proposed)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ja", Meaning("yes")),
        ("keine Antwort", Meaning("no")),
        ("Absage", Meaning("yes", implies="rejection")),
        ("Einladung", Meaning("yes", implies="interview")),
        ("pending", Meaning()),
        ("yes - interview!", Meaning(proposed="interview")),
        ("Absage per Mail", Meaning(proposed="rejection")),
        ("noch kein Interview", Meaning()),
        ("withdrawn", Meaning()),
    ],
)
def test_beside_yes_and_no_stands_what_the_answer_was(text: str, meant: Meaning) -> None:
    assert meaning("replied", text) == meant


def test_what_an_answer_was_can_be_chosen_beside_yes_and_no() -> None:
    assert keys("replied") == ("yes", "positive", "interview", "offer", "rejection", "no")


@pytest.mark.parametrize("kind", kinds())
def test_every_key_means_itself(kind: str) -> None:
    assert [meaning(kind, key).key for key in keys(kind)] == list(keys(kind))


def twice(lists: Iterable[Iterable[str]]) -> list[str]:
    """The texts that stand there more than once, spaces aside."""
    found = Counter(normalise(text).replace(" ", "") for text in chain.from_iterable(lists))
    return [text for text, times in found.items() if times > 1]


@pytest.mark.parametrize("kind", kinds())
def test_no_word_stands_in_two_lists(kind: str) -> None:
    assert twice(tomllib.loads(WORDS.read_text("utf-8"))[kind].values()) == []


def test_no_header_stands_in_two_lists() -> None:
    headers = tomllib.loads(HEADERS.read_text("utf-8"))
    assert twice([*headers["columns"].values(), headers["doubtful"], headers["ignored"]["names"]]) == []


def test_what_a_status_proves() -> None:
    assert state("wishlist") == State(sent="no")
    assert state("applied") == State(proves="applied")
    assert state("interview") == State(proves="interview", answer="interview")
    assert state("accepted") == State(proves="offer", answer="offer", ended="accepted")
    assert state("rejected") == State(proves="applied", answer="rejection", ended="rejected")


def test_every_status_proves_something_known() -> None:
    assert {state(key).proves for key in keys("status")} <= {None, *keys("stage")}
    assert {state(key).answer for key in keys("status")} <= {None, *keys("outcome")}
