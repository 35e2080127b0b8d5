"""The words of a log: each distinct one is looked up once, and kept in tables for the SQL that makes the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from data.database import Database, read_query
from data.imports.report import UnknownWord, WordReading
from data.schema import vocabulary, word_lookup
from data.schema.follow_ups import FOLLOW_UP
from data.schema.headers import ACTS
from data.schema.vocabulary import Meaning
from data.schema.word_lookup import DONE, PLANNED, Where, WordMeanings, look_up_day_word, look_up_word

WORD_FOR_DAY = "A word stands where a day should; it is kept as it is"

Said = Mapping[Where, str]
"""What the person said that texts of columns mean."""


def read_words(database: Database, columns: Sequence[str], said: Said) -> WordMeanings:
    """What the distinct texts of some columns mean. Makes the tables `words`, `pieced` and `states`."""
    found = database.records(
        "select field, text from distinct_texts where field in $columns order by all", {"columns": columns}
    )
    worded = word_lookup.look_up_words([(row["field"], row["text"]) for row in found], said)
    pieced = [where for where, meant in worded.meanings.items() if meant.pieced and meant.key]
    database.fill("pieced", ("field", "text"), pieced)
    meanings = {
        **worded.meanings,
        **_read_stage_words(database, said),
        **_read_reply_words(database, said),
        **_read_sent_words(database),
        **_read_planned_acts(worded),
    }
    rows = [
        (*where, meant.key, meant.implies, "+".join(meant.named) or None)
        for where, meant in meanings.items()
        if meant.key or meant.implies
    ]
    database.fill("words", ("field", "text", "key", "implied", "named"), rows)
    database.run("words")
    _fill_states(database)
    return worded


def list_readings(
    database: Database, worded: WordMeanings, header_of: Callable[[str], str]
) -> Iterator[WordReading]:
    """The texts that are in no list and were read from their words (`pieced`), with the rows that hold them."""
    pieced = any(meant.pieced and meant.key for meant in worded.meanings.values())
    for row in database.records(read_query("readings")) if pieced else ():
        field, text = row["field"], row["text"]
        meant = worded.meanings[field, text]
        key = meant.implies if field == "replied" and meant.implies else str(meant.key)
        named = (meant.implies,) if field in DONE and meant.implies else meant.named
        yield WordReading(header_of(field), field, text, row["rows"], key, named)


def list_unknown_words(
    database: Database, said: Said, header_of: Callable[[str], str]
) -> Iterator[UnknownWord]:
    """The words that mean nothing to the log, each with what it may be a slip of."""
    for row in database.records(read_query("unknown")):
        field, text = row["field"], row["text"]
        step = {"column": "reached", FOLLOW_UP: FOLLOW_UP}.get(field.partition(" ")[0])
        kind = step or ("replied" if field == "replied_at" else field)
        yield UnknownWord(header_of(field), kind, text, row["rows"], look_up_word(kind, text, said).proposed)


def remark_words_for_days(database: Database) -> Iterator[tuple[str, str, str | None]]:
    """The words that stand where a day should and were not understood: they set no row aside."""
    for row in database.records(read_query("words_for_days")):
        field, text = row["field"], row["text"]
        asked = field == "replied_at" or field.startswith("column ")
        yield field, text, None if asked else WORD_FOR_DAY


def _read_stage_words(database: Database, said: Said) -> dict[Where, Meaning]:
    """What the texts in the stage columns of a wide file mean: yes, no, or nothing (dates)."""
    texts = database.records("select distinct text from stage_cells")
    return {("reached", row["text"]): look_up_word("reached", row["text"], said) for row in texts}


def _read_reply_words(database: Database, said: Said) -> dict[Where, Meaning]:
    """What the words mean that stand where the day of a reply should, and hold no digit: "none", "TBD"."""
    return {
        ("replied_at", text): _look_up_reply_word(text, said)
        for text in _list_day_words(database, "replied_at")
    }


def _read_sent_words(database: Database) -> dict[Where, Meaning]:
    """What the words mean that stand where the day of a message should, and hold no digit: "to apply", "mid May"."""
    return {("sent_at", text): look_up_day_word(text) for text in _list_day_words(database, "sent_at")}


def _list_day_words(database: Database, field: str) -> list[str]:
    """The texts in a column of days that hold no digit."""
    sql = "select text from distinct_texts where field = $field and not has_digit(text)"
    return [row["text"] for row in database.records(sql, {"field": field})]


def _read_planned_acts(worded: WordMeanings) -> dict[Where, Meaning]:
    """The texts in columns of what was done that say that it is still to be done: "to apply"."""
    unread = {text for (column, text), meant in worded.meanings.items() if column in ACTS and not meant.key}
    plans = [text for text in unread if vocabulary.meaning("stage", text).key == PLANNED]
    return {("plan", text): Meaning(implies=PLANNED) for text in plans}


def _look_up_reply_word(text: str, said: Said) -> Meaning:
    """What a word means where the day of a reply should be: "open" is no reply so far."""
    still_open = look_up_word("outcome", text, said).key == "open"
    return Meaning("no") if still_open else look_up_word("replied", text, said)


def _fill_states(database: Database) -> None:
    """Make `states`: what each status proves."""
    states = [(key, vocabulary.state(key)) for key in vocabulary.keys("status")]
    proofs = [
        (key, state.sent, "yes" if state.delivered else "no", state.proves, state.answer, state.ended)
        for key, state in states
    ]
    database.fill("states", ("key", "sent", "delivered", "proves", "reply", "ended"), proofs)
