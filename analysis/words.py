"""Numbers in plain words. Every sentence on screen that holds a number is made from these."""

from __future__ import annotations

NAMES = {
    "email": "E-mail",
    "linkedin": "LinkedIn",
    "letter": "Letter",
    "event": "Event",
    "phone": "Phone",
    "referral": "Referral",
    "social": "Social media",
    "in_person": "In person",
    "job_board": "Job board",
    "website": "Website",
    "other": "Other",
    "unknown": "Not recorded",
    "thank_you": "Thank-you note",
    "next_steps": "Asking about next steps",
    "materials": "Work samples",
    "connect": "Connecting",
    "engage": "Engaging online",
    "conversation": "Follow-up conversation",
    "news": "Sharing news",
    "introduction": "Introduction",
    "application": "Application",
    "professionalism": "Professionalism",
    "prospect": "Before applying",
    "applied": "Applied",
    "screen": "Phone screen",
    "interview": "Interview",
    "final": "Final round",
    "offer": "Offer",
    "personalised": "Personalised",
    "not personalised": "Not personalised",
}
UNITS = {"message": "message", "contact": "person", "opportunity": "opportunity"}
PLURALS = {"person": "people", "opportunity": "opportunities", "reply": "replies", "touch": "touches"}


def name(key: str) -> str:
    """What a key of the vocabulary is called on screen; anything else stays as it was written."""
    return NAMES.get(key, key)


def percent(share: float | None) -> str:
    """0.2034 → "20 %"; small shares keep one digit, so that 0.4 % is not 0 %."""
    if share is None:
        return "–"
    digits = 1 if 0 < share < 0.0995 else 0
    return f"{100 * share:.{digits}f} %"


def span(low: float, high: float) -> str:
    """A range: "12–31 %"."""
    digits = 1 if 0 < high < 0.0995 else 0
    return f"{100 * low:.{digits}f}–{100 * high:.{digits}f} %"


def count(number: int, thing: str) -> str:
    """1 reply, 2 replies, 1,200 touches."""
    plural = PLURALS.get(thing, f"{thing}s")
    return f"{number:,} {thing if number == 1 else plural}"


def listed(things: list[str]) -> str:
    """a; a and b; a, b and c."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
