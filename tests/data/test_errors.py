"""The sentences of errors: no list of names is longer than a person reads."""

import pytest

from data.errors import LogError, list_names
from data.exports.detect import detect_export
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.upload import Upload
from data.schema.saved_mapping import restore_mapping, save_mapping


def test_a_sentence_lists_eight_names_and_how_many_more() -> None:
    names = tuple(f"c{number}" for number in range(50))
    assert list_names(names) == "c0, c1, c2, c3, c4, c5, c6, c7 and 42 more"
    assert list_names(names[:8]) == "c0, c1, c2, c3, c4, c5, c6, c7"


WIDE = ",".join(f"Thing {number}" for number in range(50))
LISTED = "Thing 0, Thing 1, Thing 2, Thing 3, Thing 4, Thing 5, Thing 6, Thing 7 and 42 more"


def test_a_refusal_never_lists_fifty_headers() -> None:
    wide = Upload(f"{WIDE}\n{WIDE.replace('Thing', 'x')}\n".encode(), "log.csv")
    with pytest.raises(LogError, match=f"It has the columns {LISTED}. Say what one of them means."):
        import_log(wide)
    with pytest.raises(LogError, match=f"It has: {LISTED}."):
        import_log(Upload(wide.content, wide.name, Choices(columns={"Mood": "channel"})))
    saved = save_mapping(detect_export(Upload(b"Mood,channel\ngood,email\n", "log.csv")), Choices())
    with pytest.raises(LogError, match=f"This file has: {LISTED}."):
        restore_mapping(saved.encode(), detect_export(wide))
