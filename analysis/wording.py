"""Numbers in plain words. Every sentence on screen that holds a number is made from these."""

from __future__ import annotations

from datetime import date

from analysis.basis import RECORDED, SO_FAR, WITHIN

KEY_LABELS = {
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
PART = ", "
"""Between a group of an answer and its part."""

LONGEST = 28
"""Letters of a name that a chart has room for."""

COLUMN_LABELS = {
    "name": "Group",
    "strategy": "Kind of follow-up",
    "channel": "Channel",
    "stage": "Stage",
    "week": "Week of",
    "touches": "Sent",
    "n": "Measured",
    "replies": "Replies",
    "rate": "Reply rate",
    "low": "Range from",
    "high": "Range to",
    "through": "Measured up to day",
    "effective_n": "Independent messages",
    "positive": "Positive replies",
    "positive_rate": "Positive rate",
    "positive_low": "Positive from",
    "positive_high": "Positive to",
    "rejections": "Rejections",
    "waiting": "Still waiting",
    "old": "Old enough",
    "old_replies": "Replies to those",
    "undated": "Replies on an unknown day",
    "measured": "Counted in reply rates",
    "interviews": "Interviews",
    "interview_rate": "Interview rate",
    "interview_low": "Interviews from",
    "interview_high": "Interviews to",
    "offers": "Offers",
    "offer_rate": "Offer rate",
    "offer_low": "Offers from",
    "offer_high": "Offers to",
    "source": "From",
    "target": "To",
    "opportunities": "Opportunities",
    "answered": "Answered",
    "moved": "Replies moved",
    "people": "People",
    "first_on": "First day",
    "last_on": "Last day",
    "interviews_within": "Interviews in time",
    "finals": "Final rounds",
    "screens": "Screens",
    "day": "Day",
    "at_risk": "Still silent",
    "replied": "Answered by then",
    "t": "Days of silence",
    "chance": "Still answered",
    "until": "By day",
    "follow_up": "Follow up: measured",
    "stop": "Stop: measured",
    "touch": "Message",
    "hazard": "Answered",
    "cumulative": "Answered so far",
    "time": "Time",
    "pooled": "Pooled rate",
    "pooled_low": "Pooled range: low",
    "pooled_high": "Pooled range: high",
    "p_best": "Chance of being the best",
    "stages": "Stages compared",
    "n_without": "Opportunities without it",
    "naive_with": "Raw rate with it",
    "naive_without": "Raw rate without",
    "rate_with": "Adjusted rate with it",
    "rate_without": "Adjusted rate without",
    "difference": "Difference",
    "least_through": "Compared from day",
    "adjusted": "Adjusted rate",
    "adjusted_low": "Adjusted range: low",
    "adjusted_high": "Adjusted range: high",
    "adjusted_n": "Independent messages (adjusted)",
    "against": "Compared with",
    "silence": "Days of silence",
    "compared": "Compared",
    "reached": "Reached it",
    "clients": "Clients compared",
    "agreeing": "Clients that agree",
    "spread": "Spread between clients",
    "rate_low": "Range from",
    "rate_high": "Range to",
    "overlap": "Overlap",
    "verdict": "How sure",
    "note": "Thank-you note",
    "offer": "Offer",
    "company": "Company",
    "role": "Job title",
    "offered_on": "Day of the offer",
    "offer_day": "Days to the offer",
    "sent_on": "Sent on",
    "all_offers": "All offers",
    "offer_share": "Share of the offers",
    "opportunity_share": "Share of the opportunities",
    "credit_share": "Share of the credit",
    "use_share": "Share of what you did",
    "expected_share": "Share expected by chance",
    "index": "Credit for its use",
    "index_from": "Credit from",
    "index_to": "Credit to",
    "raw_index": "Raw credit for its use",
    "first_share": "First takes all",
    "last_share": "Last takes all",
    "linear_share": "All alike",
    "position_share": "First and last most",
    "time_decay_share": "The later the more",
    "markov_share": "What is lost without it",
    "equal_split_share": "Each kind alike",
    "highest_place": "Best place",
    "lowest_place": "Worst place",
    "fair_rate": "Adjusted rate",
    "difference_low": "Difference: low",
    "difference_high": "Difference: high",
    "same_channel": "Same channel too",
    "possible": "Possible",
    "done": "Done",
    "open": "Still time",
    "status": "What your log can tell",
    "missing": "What it would have to say",
    "tip": "Tip",
    "kept": "Kept",
    "of": "Out of",
    "share": "Share",
    "days_between": "Days between",
    "step": "Step",
    "unit": "Out of",
    "recent": "Too recent",
    "dateless": "On an unknown day",
    "even": "For an even chance",
    "likely": "For an 80% chance",
    "published": "Published by others: rate",
    "published_grade": "Grade",
    "published_by": "Source",
    "more": "Worth trying",
    "gain": "Replies gained",
    "reply_rate": "Reply rate",
    "reply_low": "Replies from",
    "reply_high": "Replies to",
    "before_interview": "Used before an interview",
    "before_offer": "Used before an offer",
    "further": "Got further",
    "further_rate": "Got further: rate",
    "further_low": "Got further: from",
    "further_high": "Got further: to",
    "reason": "Why it does not count",
    "counts_as": "Counts as",
    "line": "Line in your file",
    "contact": "Contact",
    "answered_on": "Answered on",
    "compared_at": "Compared at stage",
    "compared_from": "Compared from",
    "interviewed": "Interviewed on",
    "first_sent_on": "First sent on",
    "last_sent_on": "Last sent on",
    "interviewed_on": "First interview",
    "ended_on": "Ended on",
}
"""What the columns of answers are called on screen."""

KEY_COLUMNS = ("name", "channel", "strategy", "stage")
"""Columns of answers that may hold keys of the vocabulary."""

SHARE_ENDINGS = (
    *("rate", "low", "high", "share", "p_best", "pooled", "difference", "_with", "_without"),
    *("replied", "chance", "hazard", "cumulative", "spread"),
)
"""How the names of columns end whose fractions are shares of one."""

CHANCE_COLUMNS = ("p_best",)
"""Of these columns, those that hold a chance: whatever the log says, none is certain."""

STEP_LABELS = {
    "unsent": "Nothing sent",
    "contacted": "Reached out",
    "applied": "Applied",
    "answered": "Answered",
    "screen": "Screen",
    "interview": "Interview",
    "final": "Final round",
    "offer": "Offer",
    "open": "Still open",
    "no answer": "No answer",
    "unknown": "Not known",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}
"""The steps of a journey."""

MEANING_LABELS = {
    "extra": "something else (kept as it is)",
    "sent_at": "date sent",
    "channel": "channel (e-mail, LinkedIn …)",
    "strategy": "kind of follow-up",
    "action": "what you did, in your own words",
    "follow_up": "a follow-up that I sent",
    "company": "company",
    "contact": "person",
    "first_name": "person: first name",
    "last_name": "person: last name",
    "role": "job title",
    "stage": "stage when sent",
    "status": "where it stands today",
    "status_at": "since when it stands there",
    "changed_at": "last change of the row",
    "replied": "answered: yes or no",
    "replied_at": "date of the answer",
    "outcome": "what the answer was",
    "outcome_at": "date of the outcome",
    "personalised": "personalised: yes or no",
    "message": "text of the message",
    "notes": "notes",
    "opportunity": "opportunity number",
    "client": "client (for coaches)",
    "applied_at": "date applied",
    "screen_at": "date of the phone screen",
    "interview_at": "date of an interview",
    "final_at": "date of the final round",
    "offer_at": "date of the offer",
    "rejected_at": "date of the rejection",
    "withdrawn_at": "date withdrawn",
    "arrived_at": "date it arrived",
    "accepted_at": "date the request was accepted",
    "promised_by": "date they promised an answer by",
    "do_not_contact": "do not contact: yes or no",
    "event": "what happened (one row per event)",
    "at": "when it happened",
    "kind": "kind of answer or step",
    "label": "name of the step",
    "with_whom": "with whom",
    "precision": "how exact the date is",
    "touch": "number of the touch it answers",
    "id": "number of the row",
}
"""What a column of a file can mean, the most usual first."""

CHOICE_LABELS = {
    "reply": "Answered",
    "replied": "Answered",
    "positive": "A good answer",
    "rejection": "Rejected",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "accepted": "Offer accepted",
    "closed": "Closed, for another reason",
    "none": "No answer",
    "no_answer": "No answer",
    "wishlist": "Planned, not sent",
    "unsure": "May not have been sent",
    "bounced": "Sent, not delivered",
    "open": "No reply so far",
    "unknown": "Not known",
    "unasked": "No reply expected",
    "contacted": "Contacted",
    "touch": "Something you sent",
    "milestone": "A step reached",
    "time": "To the minute",
    "day": "To the day",
    "by": "Not later than this",
    "yes": "Yes",
    "no": "No",
}
"""What further words of a log can mean; those of channels, strategies and stages have their names above."""

FORMAT_LABELS = {
    "touch rows": "one row for each message or other touch",
    "wide rows": "one row for each application",
    "event rows": "one row for each thing that happened",
    "Several files": "several files together",
}

UNITS = {"message": "message", "contact": "person", "opportunity": "opportunity"}
PLURALS = {
    "person": "people",
    "opportunity": "opportunities",
    "reply": "replies",
    "more reply": "more replies",
    "touch": "touches",
    "activity": "activities",
}


def name(key: str) -> str:
    """What a key of the vocabulary is called on screen, or a part of one; anything else stays as it was written."""
    group, comma, part = key.partition(PART)
    if comma and group in KEY_LABELS:
        return f"{KEY_LABELS[group]}{PART}{KEY_LABELS.get(part, part)}"
    return KEY_LABELS.get(key, key)


def choice(key: str) -> str:
    """What a word of the log can mean, as it is offered to a person."""
    return CHOICE_LABELS.get(key) or name(key)


def column(key: str) -> str:
    """What a column of an answer is called on screen."""
    return COLUMN_LABELS.get(key, key.replace("_", " ").capitalize())


def value_text(column: str, text: str) -> str:
    """A text in a column of an answer as a person reads it."""
    if column in ("source", "target"):
        return STEP_LABELS.get(text, text)
    return name(text) if column in KEY_COLUMNS else text


def is_share(column: str, value: object) -> bool:
    """Whether a value in a column of an answer is a share of one."""
    return isinstance(value, float) and column.endswith(SHARE_ENDINGS)


def is_chance(column: str, value: object) -> bool:
    """Whether a value in a column of an answer is a chance, which `chance` tells in words that are never certain."""
    return isinstance(value, float) and column in CHANCE_COLUMNS


def meaning(key: str) -> str:
    """What a meaning of a file's column is called on screen."""
    return MEANING_LABELS.get(key, key)


def format_name(key: str) -> str:
    """What the format of a file is called on screen; a known export keeps the name of its tool."""
    return FORMAT_LABELS.get(key, key)


def day(on: date) -> str:
    """A day: 3 September 2026."""
    return f"{on.day} {on:%B %Y}"


def percent(share: float | None) -> str:
    """0.2034 → "20 %"; small shares keep one digit, so that 0.4 % is not 0 %."""
    if share is None:
        return "–"
    digits = 1 if 0 < share < 0.0995 else 0
    return f"{100 * share:.{digits}f}\N{NO-BREAK SPACE}%"


def chance(share: float) -> str:
    """A chance in words that are never certain: "over 99%", "87%", "under 1%"."""
    if share > 0.99:
        return "over 99%"
    return "under 1%" if share < 0.01 else f"{100 * share:.0f}%"


def span(low: float, high: float) -> str:
    """A range: "12–31 %"."""
    digits = 1 if 0 < high < 0.0995 else 0
    return f"{100 * low:.{digits}f}–{100 * high:.{digits}f}\N{NO-BREAK SPACE}%"


def count(number: int, thing: str) -> str:
    """1 reply, 2 replies, 1,200 touches."""
    plural = PLURALS.get(thing, f"{thing}s")
    return f"{number:,} {thing if number == 1 else plural}"


def reach(through: int | None, within: int) -> str:
    """Up to which day something is measured, where that is before the day asked for: "by day 7"; else empty (what was
    published before has no such day)."""
    if through is None or through >= within:
        return ""
    return f"by day {through}" if through else "by the day of sending"


def basis_text(basis: str, within: int | None) -> str:
    """What a reply rate of this basis counts (`analysis.basis`)."""
    return {
        WITHIN: f"answered within {within} days",
        RECORDED: f"answered so far, of those {within} days old or older",
        SO_FAR: "answered so far",
    }[basis]


def join_words(things: list[str]) -> str:
    """a; a and b; a, b and c; nothing for nothing."""
    return f"{', '.join(things[:-1])} and {things[-1]}" if len(things) > 1 else "".join(things)


def points(difference: float) -> str:
    """A difference of shares in whole points, with its sign: +12, −3, 0."""
    whole = round(100 * difference)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"
