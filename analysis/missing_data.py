"""What a log has no column for at all: a question that rests on it says so, and counts nothing."""

ANSWERS, STRATEGY, DAYS = "answers", "strategy", "days"

MISSING_SENTENCES = {
    ANSWERS: (
        "Your log doesn't tell whether anybody answered. Add a column that does: yes or no, the day of the answer, "
        "or what came of it."
    ),
    STRATEGY: (
        "Your log doesn't tell what each message was for. Add a column that does: a thank-you note, asking about next "
        "steps and so on."
    ),
    DAYS: (
        "This is measured in days: it needs the day on which each reply came, and replies counted within a number of "
        "days, not so far."
    ),
}
"""The sentence in place of an answer; the keys are fields of `data.imports.report.MissingField`, and
the days of replies, which a log may lack for some (`analysis.basis`)."""
