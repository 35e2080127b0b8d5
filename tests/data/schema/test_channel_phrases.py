"""Ways of contact in phrases: the words and addresses of exactly one way."""

import pytest

from data.schema.channel_phrases import read_channel_phrase
from data.schema.headers import settle_column
from data.schema.vocabulary import Meaning
from data.schema.word_lookup import look_up_word


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("friend on the unit (Trish)", "referral"),
        ("Referral (ex-colleague Max)", "referral"),
        ("Referral Timo (ex-Kollege)", "referral"),
        ("cooptation (Hélène)", "referral"),
        ("par une amie", "referral"),
        ("por un amigo", "referral"),
        ("indicação do João", "referral"),
        ("朋友推荐", "referral"),
        ("walked in", "in_person"),
        ("en vrai", "in_person"),
        ("Kaffee mit Ursel (ex-Chefin)", "in_person"),
        ("mailed resume", "letter"),
        ("Post (Bewerbungsmappe!)", "letter"),
        ("寄简历", "letter"),
        ("recruiter call", "phone"),
        ("Denise called me", "phone"),
        ("Anruf (Recruiter)", "phone"),
        ("m'a appelée", "phone"),
        ("nurse meet & greet event", "event"),
        ("meetup (PyBerlin)", "event"),
        ("Jobmesse Berlin", "event"),
        ("feria de empleo de Madrid", "event"),
        ("saved on indeed", "job_board"),
        ("StepStone-Anzeige", "job_board"),
        ("oferta en InfoJobs", "job_board"),
        ("vaga no Gupy", "job_board"),
        ("在BOSS直聘上看到", "job_board"),
        ("HN Who is hiring", "job_board"),
        ("LinkedIn - recruiter inmail", "linkedin"),
        ("found on LinkedIn", "linkedin"),
        ("Bewerbung über Website", "website"),
        ("Mail (Initiativbewerbung)", "email"),
    ],
)
def test_a_phrase_that_names_one_way_is_read(text: str, channel: str) -> None:
    assert read_channel_phrase(text) == Meaning(channel, pieced=True)
    assert look_up_word("channel", text, {}).key == channel


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("https://boards.greenhouse.io/acme/jobs/44", "website"),
        ("https://acme.jobs.personio.de/job/11", "website"),
        ("https://www.linkedin.com/jobs/view/40", "job_board"),
        ("https://linkedin.com/in/max", "linkedin"),
        ("www.reed.co.uk/jobs/1", "job_board"),
        ("StepStone https://www.stepstone.de/x-1", "job_board"),
        ("indeed.com", "job_board"),
    ],
)
def test_an_address_of_a_board_is_a_way(text: str, channel: str) -> None:
    assert read_channel_phrase(text) == Meaning(channel, pieced=True)


@pytest.mark.parametrize(
    "text",
    [
        *("freind on the unit", "Max", "Sabine (ex-Kollegin, jetzt da)", "(LinkedIn)"),
        *(
            "x factor",
            "talk to Tom",
            "note to self",
            "portal of the city",
            "Direct line",
            "post office",
            "Monster Energy",
        ),
        *(
            "email or phone",
            "Jobmesse Berlin → Portal",
            "Meetup → company site",
            "Referral / LinkedIn",
            "LinkedIn, StepStone",
        ),
        *(
            "no call",
            "no por email",
            "not LinkedIn",
            "LinkedIn?",
            "kein Anruf",
            "pas par mail",
            "sin llamada",
            "não por telefone",
            "不是电话",
        ),
        *(
            "https://acme.com/careers",
            "https://acme.de/linkedin",
            "StepStone https://linkedin.com/in/max",
            "Quittung.io",
        ),
        "a recruiter call that was about something else entirely, as it turned out on the day after that",
    ],
)
def test_a_phrase_that_names_none_or_several_is_left(text: str) -> None:
    assert read_channel_phrase(text) is None


def test_a_column_of_such_phrases_is_known_by_them() -> None:
    ways = ["Referral Timo (ex-Kollege)", "https://www.stepstone.de/x", "Anruf (Recruiter)", "Sabine"]
    pages = ["https://acme.com/careers", "https://birch.org/jobs/1", "https://cedar.io"]
    assert settle_column("Source / Link", ways) == "channel"
    assert settle_column("Source / Link", pages) is None


def test_what_was_done_is_no_column_of_channels_for_the_channels_in_it() -> None:
    done = ["mail de remerciement à Hélène", "appel à Marc pour demander un conseil", "à postuler"]
    assert settle_column("Ce que j'ai fait", done) == "action"
