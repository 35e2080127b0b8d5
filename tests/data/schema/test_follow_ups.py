"""Columns of follow-ups: what their headers say, and what their cells say was sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schema.follow_ups import SentFollowUp, holds_follow_ups, read_cell, read_header, read_meaning


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Thank you sent?", "follow_up/thank_you"),
        ("Thank-you email", "follow_up/thank_you/email"),
        ("TY note", "follow_up/thank_you"),
        ("Thank you card", "follow_up/thank_you/letter"),
        ("Followed up on", "follow_up/next_steps"),
        ("Date followed up", "follow_up/next_steps"),
        ("Follow-up 1", "follow_up/next_steps"),
        ("2nd follow up", "follow_up/next_steps"),
        ("follow_up_sent_at", "follow_up/next_steps"),
        ("Follow-up call", "follow_up/next_steps/phone"),
        ("last ping", "follow_up/next_steps"),
        ("first_msg_sent_at", "follow_up/introduction"),
        ("LinkedIn msg", "follow_up//linkedin"),
        ("LI message sent", "follow_up//linkedin"),
        ("Called HR", "follow_up//phone"),
        ("Contact 2", "follow_up/next_steps"),
        ("Connection request sent", "follow_up/connect/linkedin"),
        ("LinkedIn invite", "follow_up/connect/linkedin"),
        ("Reminder sent", "follow_up/next_steps"),
        ("Follow-up 7", "follow_up/next_steps"),
        ("Nachgefasst am", "follow_up/next_steps"),
        ("2. Nachfrage", "follow_up/next_steps"),
        ("Dankesmail", "follow_up/thank_you/email"),
        ("relance 1", "follow_up/next_steps"),
        ("Relancé le", "follow_up/next_steps"),
        ("2ème relance par mail", "follow_up/next_steps/email"),
        ("Merci envoyé ?", "follow_up/thank_you"),
        ("2º contacto", "follow_up/next_steps"),
        ("Seguimiento 1", "follow_up/next_steps"),
        ("Agradecimiento enviado", "follow_up/thank_you"),
        ("Acompanhamento 2", "follow_up/next_steps"),
        ("E-mail de agradecimento", "follow_up/thank_you/email"),
        ("已跟进", "follow_up/next_steps"),
        ("感谢信", "follow_up/thank_you"),
    ],
)
def test_a_header_of_follow_ups_says_what_they_were_for(header: str, meaning: str) -> None:
    said = read_header(header)
    assert said is not None
    assert (said.meaning, said.doubtful) == (meaning, False)


@pytest.mark.parametrize(
    "header", ["Follow-up date", "Follow up", "follow up at", "Relance", "Date de relance", "跟进日期"]
)
def test_a_header_of_days_that_may_be_reminders_is_doubtful(header: str) -> None:
    said = read_header(header)
    assert said is not None
    assert said.doubtful


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Next follow-up",
            "Follow-up needed?",
            "Follow up due",
            "Reminder",
            "Prochaine relance",
            "下次跟进",
        ),
        *(
            "Contact",
            "LinkedIn",
            "Email",
            "Phone",
            "Call",
            "Note",
            "Notes",
            "Message",
            "Date",
            "Post",
            "Last contact",
        ),
        *("Invite", "Interview invite date", "Invitation", "Connected", "Convite", "Follow-up reminder"),
        *("Recruiter called", "Called by HR", "HR emailed on"),
        *("Interview", "Follow-up questions", "Thank you note text", "LinkedIn URL", "", "1"),
    ],
)
def test_any_other_header_is_none_of_follow_ups(header: str) -> None:
    assert read_header(header) is None


@pytest.mark.parametrize(
    ("cell", "sent"),
    [
        ("2026-03-09", [("2026-03-09", None)]),
        ("2026-03-09 13:57", [("2026-03-09 13:57", None)]),
        ("3/9", [("3/9", None)]),
        ("3/9, 3/16", [("3/9", None), ("3/16", None)]),
        ("12.03.2026 + 19.03.2026", [("12.03.2026", None), ("19.03.2026", None)]),
        ("Mar 3, 2026; Mar 9, 2026", [("Mar 3, 2026", None), ("Mar 9, 2026", None)]),
        ("5 oct puis 12 oct", [("5 oct", None), ("12 oct", None)]),
        ("emailed 3/9, called 3/12", [("3/9", "email"), ("3/12", "phone")]),
        ("Oct 5 (email)", [("Oct 5", "email")]),
        ("3/9, left voicemail", [("3/9", None)]),
        ("yes 3/9", [("3/9", None)]),
        ("yes", [(None, None)]),
        ("x", [(None, None)]),
        ("✓", [(None, None)]),
        ("oui", [(None, None)]),
        ("sent", [(None, None)]),
        ("yes (email)", [(None, "email")]),
        ("email + call", [(None, "email"), (None, "phone")]),
        ("2", [(None, None), (None, None)]),
        ("46090", [("46090", None)]),
        ("no", []),
        ("not sent", []),
        ("nein", []),
        *((word, []) for word in ("forgot", "vergessen", "oublié", "se me olvidó", "esqueci", "忘了")),
        *(
            (plan, [])
            for plan in ("to do", "todo 28.09.", "To do: 3/10", "geplant am 3.4.", "à faire le 3/10")
        ),
        *((plan, []) for plan in ("pendiente 3/10", "a fazer", "待办10月3日")),
        *(
            (month, [(None, None)])
            for month in ("mid May", "early June", "début juillet", "Anfang Mai", "May")
        ),
        *((month, [(None, None)]) for month in ("mediados de mayo", "fim de maio", "5月初")),
        ("yes - mailed card", [(None, "letter")]),
        ("3/9 mailed a thank you note", [("3/9", "letter")]),
        ("Karte per Post", [(None, "letter")]),
        ("mailed", [(None, "email")]),
    ],
)
def test_a_cell_says_which_follow_ups_were_sent(cell: str, sent: list[tuple[str | None, str | None]]) -> None:
    assert read_cell(cell) == tuple(SentFollowUp(*each) for each in sent)


@pytest.mark.parametrize(
    "cell",
    [
        "will send 3/9",
        "next week",
        "no, rejected first",
        "tomorrow",
        "3/9?",
        "Hi Anna, I saw your post",
        "due 3/9",
        "will call mon",
        "todo call mom",
        "planned 3/4, sent 3/6",
        "maybe May",
        "May?",
        "vielleicht im Mai",
        *("2125551234", "01512345678", "1001", "12"),
    ],
)
def test_a_cell_that_is_not_sure_says_nothing(cell: str) -> None:
    assert read_cell(cell) is None


@pytest.mark.parametrize(
    ("meaning", "said"),
    [
        ("follow_up", (None, None)),
        ("follow_up/thank_you", ("thank_you", None)),
        ("follow_up//email", (None, "email")),
        ("follow_up/thank_you/letter", ("thank_you", "letter")),
        ("follow_up/nothing", None),
        ("follow_up/thank_you/pigeon", None),
        ("follow_up/thank_you/letter/more", None),
        ("channel", None),
    ],
)
def test_a_meaning_is_a_strategy_and_a_channel_that_a_log_has(
    meaning: str, said: tuple[str | None, str | None] | None
) -> None:
    assert read_meaning(meaning) == said


def test_a_column_of_messages_or_names_holds_no_follow_ups() -> None:
    assert not holds_follow_ups(["Hi Anna, I saw your post", "Dear Tom, may I ask", "yes"])
    assert not holds_follow_ups(["Anna Lopez", "Tom Reed"], needs_days=True)
    assert not holds_follow_ups(["yes", "no"], needs_days=True)
    assert not holds_follow_ups([])
    assert not holds_follow_ups(["2125551234", "2125551235"])
    assert holds_follow_ups(["3/9/2026", "yes", "", "asked Tom for it"])


@given(st.text(max_size=100))
def test_any_cell_and_any_header_can_be_read(text: str) -> None:
    said, header = read_cell(text), read_header(text)
    assert said is None or all(each.day is None or each.day.strip() for each in said)
    assert header is None or read_meaning(header.meaning) == (header.strategy, header.channel)
