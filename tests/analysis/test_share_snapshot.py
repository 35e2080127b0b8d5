"""What a share holds: the answers as they were, and not one word of the person's own."""

import base64
import gzip
import itertools
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analysis import share_snapshot
from analysis.answer import Answer
from analysis.ask import WORD_PARAMETERS, ask
from analysis.filters import Filters
from analysis.privacy import redaction
from analysis.privacy.hidden_answers import protect_answers
from analysis.privacy.redaction import DAY, Leak
from analysis.question import Question
from analysis.questions import QUESTIONS
from analysis.share_snapshot import CODED, FULL, Unpublishable, UnreadableSnapshot, pack, unpack
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests import canaries
from tests.examples import examples
from tests.paths import JOB_SEEKER, SAMPLES

TODAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
SAMPLE_LOGS = sorted(path.name for path in SAMPLES.glob("*.csv"))
LEAVING = [key for key, question in QUESTIONS.items() if question.shareable]


@pytest.fixture(scope="module")
def log() -> MeasuredLog:
    return import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).measure(today=TODAY)


@pytest.fixture(scope="module")
def answer(log: MeasuredLog) -> Answer:
    return ask(log, "response_by_channel")


@pytest.mark.parametrize("key", LEAVING)
def test_an_answer_comes_back_as_it_was(log: MeasuredLog, key: str) -> None:
    answer = ask(log, key, Filters(since=date(2026, 4, 1), channels=("email", "unknown")))
    [published] = unpack(pack([answer], published_on=TODAY)).answers
    assert (published.rows, published.held_out, published.verdict) == (
        answer.rows,
        answer.held_out,
        answer.verdict,
    )
    assert published.figure == answer.figure


def test_a_snapshot_says_what_it_measured_and_when(log: MeasuredLog) -> None:
    view = Filters(until=date(2026, 6, 30), strategies=("thank_you",))
    snapshot = unpack(pack([ask(log, "summary", view)], published_on=TODAY))
    assert (snapshot.level, snapshot.published_on, snapshot.as_of, snapshot.filters) == (
        "numbers",
        TODAY,
        log.as_of,
        view,
    )


def test_the_counts_behind_an_answer_stay(answer: Answer) -> None:
    [stored] = json.loads(pack([answer], published_on=TODAY))["answers"]
    assert set(stored) == {"question", "parameters", "rows", "verdict", "held_out", "untold"}


@pytest.mark.parametrize("by", ["Company", "Contact", "Role", "Source", "Industry", "Personalised?"])
def test_a_breakdown_by_a_column_of_the_log_stays(log: MeasuredLog, by: str) -> None:
    with pytest.raises(Unpublishable, match="column of your own"):
        pack([ask(log, "response_by_channel", Filters(since=date(2026, 8, 1)), by=by)], published_on=TODAY)


def test_an_answer_by_own_words_for_channels_stays() -> None:
    text = b"sent_at,channel,replied\n2026-03-01,Indeed,yes\n2026-03-02,LinkedIn Easy Apply,no\n"
    words = import_log(Upload(text, "log.csv")).measure(today=TODAY)
    with pytest.raises(Unpublishable, match="column of your own"):
        pack([ask(words, "response_by_channel", split="source")], published_on=TODAY)


def test_the_words_themselves_are_refused_however_they_were_asked_for(answer: Answer) -> None:
    for part in ("job_board, Indeed", "Indeed"):
        with pytest.raises(Unpublishable, match="words of your log"):
            pack([replace(answer, rows=[answer.rows[0] | {"name": part}])], published_on=TODAY)
        with pytest.raises(Unpublishable, match="words of your log"):
            pack([replace(answer, counts=[answer.counts[0] | {"split": part}])], published_on=TODAY)


@pytest.mark.parametrize(
    "leak",
    [
        lambda answer: replace(answer, rows=[answer.rows[0] | {"name": "Acme"}]),
        lambda answer: replace(answer, rows=[answer.rows[0] | {"company": 3}]),
        lambda answer: replace(answer, rows=[answer.rows[0] | {"name": ["email", "Acme"]}]),
        lambda answer: replace(answer, rows=[answer.rows[0] | {"name": {"Acme": 1}}]),
        lambda answer: replace(answer, rows=[answer.rows[0] | {"name": "E-mail, Acme and Letter"}]),
        lambda answer: replace(answer, counts=[answer.counts[0] | {"name": "Acme"}]),
        lambda answer: replace(answer, counts=[answer.counts[0] | {"reason": "Acme"}]),
        lambda answer: replace(answer, held_out={"Acme": 3}),
        lambda answer: replace(answer, held_out={"undated": "Acme"}),
        lambda answer: replace(answer, missing=("Acme",)),
        lambda answer: replace(answer, parameters={**answer.parameters, "client": "Acme"}),
        lambda answer: replace(answer, parameters={**answer.parameters, "split": "company"}),
        lambda answer: replace(answer, filters=Filters(channels=("Acme",))),
        lambda answer: replace(answer, question=replace(answer.question, shareable=False)),
    ],
)
def test_a_word_that_is_not_ours_is_refused_wherever_it_stands(
    answer: Answer, leak: Callable[[Answer], Answer]
) -> None:
    with pytest.raises(Unpublishable):
        pack([leak(answer)], published_on=TODAY)


# Words of the program that this answer never holds: a docstring, a text on screen, SQL, and values of other columns.
ELSEWHERE = [
    str(share_snapshot.__doc__),
    "Thank-you note",
    "undated",
    "company",
    "Too early",
    "2 days or less",
    "measured",
    "2026-03-02",
]


@pytest.mark.parametrize("text", ELSEWHERE)
@pytest.mark.parametrize(
    "leak",
    [
        lambda answer, text: replace(answer, rows=[answer.rows[0] | {"name": text}]),
        lambda answer, text: replace(answer, rows=[answer.rows[0] | {"n": text}]),
        lambda answer, text: replace(answer, rows=[answer.rows[0] | {"hidden": text}]),
        lambda answer, text: replace(answer, counts=[answer.counts[0] | {"name": text}]),
        lambda answer, text: replace(answer, parameters={**answer.parameters, "per": text}),
        lambda answer, text: replace(answer, filters=Filters(stages=(text,))),
        lambda answer, text: replace(answer, missing=(text,)),
    ],
)
def test_a_word_of_the_program_is_refused_where_it_does_not_belong(
    answer: Answer, text: str, leak: Callable[[Answer, str], Answer]
) -> None:
    with pytest.raises(Unpublishable):
        pack([leak(answer, text)], published_on=TODAY)


@pytest.mark.parametrize(
    ("key", "column", "value"),
    [
        ("response_by_channel", "n", "email"),
        ("response_by_channel", "rate", True),
        ("response_by_channel", "name", 3),
        ("weekly_activity", "channel", "thank_you"),
        ("weekly_activity", "week", "email"),
        ("offers_by_strategy", "stage", "email"),
        ("journey", "source", "email"),
        ("best_time", "name", "Monday, email"),
        ("tips_kept", "tip", "thank_you"),
        ("tips_kept", "missing", "which person and email"),
    ],
)
def test_a_value_is_refused_in_a_column_that_it_does_not_belong_to(
    log: MeasuredLog, key: str, column: str, value: Any
) -> None:
    answer = ask(log, key)
    pack([answer], published_on=TODAY)
    with pytest.raises(Unpublishable, match="words of your log"):
        pack([replace(answer, rows=[answer.rows[0] | {column: value}])], published_on=TODAY)


@pytest.mark.parametrize("name", SAMPLE_LOGS)
def test_every_answer_about_a_sample_log_can_be_shared_however_it_is_broken_down(name: str) -> None:
    log = import_log(Upload((SAMPLES / name).read_bytes(), name)).measure(today=TODAY)
    for key in LEAVING:
        for chosen in breakdowns(QUESTIONS[key]):
            answer = ask(log, key, **chosen)
            [published] = unpack(pack([answer], published_on=TODAY)).answers
            assert (published.rows, published.verdict) == (answer.rows, answer.verdict)
    log.close()


def breakdowns(question: Question) -> list[dict[str, Any]]:
    """Every way in which an answer that can be shared may be asked for."""
    ways: dict[str, tuple[Any, ...]] = {
        "by": ("all", "channel", "strategy", "stage"),
        "split": (None, "channel", "stage"),
        "per": WORD_PARAMETERS["per"],
        "outcome": WORD_PARAMETERS["outcome"],
    }
    names = [name for name in ways if name in question.defaults]
    return [
        dict(zip(names, values, strict=True)) for values in itertools.product(*(ways[name] for name in names))
    ]


def test_answers_to_different_filters_are_no_snapshot(log: MeasuredLog) -> None:
    with pytest.raises(ValueError, match="one view"):
        pack([ask(log, "summary"), ask(log, "journey", Filters(channels=("email",)))], published_on=TODAY)


A_TABLE = {"kind": "sql", "name": "n", "text": "", "answer": None, "chart": None, "truncated": False}


def altered(content: bytes, **changes: Any) -> bytes:
    return json.dumps({**json.loads(content), **changes}).encode()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"null", b"[]", b"{}", b"7", b"\x80PNG", b"[" * 99_999]
)
def test_bytes_that_are_no_snapshot_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableSnapshot):
        unpack(content)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 1},
        {"level": "secret"},
        {"log": "event,id\r\n"},
        {"fewest": ["client", 3]},
        {"answers": []},
        {"answers": [{"question": "gone"}]},
        {"as_of": "soon"},
        {"level": FULL, "log": "x" * 200_000},
        {
            "level": FULL,
            "notebook": [A_TABLE | {"rows": {"columns": ["n"], "kinds": ["plain"], "rows": [[1 << 99]]}}],
        },
    ],
)
def test_a_snapshot_of_another_make_is_refused(answer: Answer, changes: dict[str, Any]) -> None:
    with pytest.raises(UnreadableSnapshot):
        unpack(altered(pack([answer], published_on=TODAY), **changes))


def test_a_word_put_into_the_bytes_later_is_refused(answer: Answer) -> None:
    with pytest.raises(UnreadableSnapshot):
        unpack(pack([answer], published_on=TODAY).replace(b'"letter"', b'"Acme"'))


@pytest.mark.parametrize("level", [CODED, FULL])
def test_a_log_to_explore_comes_back_with_the_answers(log: MeasuredLog, level: str) -> None:
    written = (
        redaction.write_full_log(log, Filters())
        if level == FULL
        else redaction.write_coded_log(log, Filters())
    )
    snapshot = unpack(pack([ask(log, "summary")], published_on=TODAY, level=level, log=written))
    assert (snapshot.level, snapshot.log) == (level, written)


def test_a_share_of_numbers_holds_no_log(answer: Answer, log: MeasuredLog) -> None:
    with pytest.raises(Unpublishable, match="no log"):
        pack([answer], published_on=TODAY, log=redaction.write_coded_log(log, Filters()))


def test_a_log_with_names_is_no_coded_one(answer: Answer, log: MeasuredLog) -> None:
    with pytest.raises(Leak, match="nobody allowed"):
        pack([answer], published_on=TODAY, level=CODED, log=redaction.write_full_log(log, Filters()))


def test_a_name_put_into_a_coded_share_later_is_refused(answer: Answer, log: MeasuredLog) -> None:
    packed = pack([answer], published_on=TODAY, level=CODED, log=redaction.write_coded_log(log, Filters()))
    with pytest.raises(UnreadableSnapshot):
        unpack(packed.replace(b"Company 7,", b"Acme,"))


@pytest.mark.parametrize("key", LEAVING)
def test_a_coded_share_tells_weeks_for_days(log: MeasuredLog, key: str) -> None:
    asked = ask(log, key, Filters(since=date(2026, 4, 1)))
    written = redaction.write_coded_log(log, Filters(since=date(2026, 4, 1)))
    packed = pack([asked], published_on=MONDAY, level=CODED, log=written).decode()
    assert {date.fromisoformat(day).weekday() for day in DAY.findall(packed)} == {0}


def test_a_day_put_into_a_coded_share_later_is_refused(log: MeasuredLog) -> None:
    packed = pack([ask(log, "summary")], published_on=TODAY, level=CODED)
    with pytest.raises(UnreadableSnapshot):
        unpack(packed.replace(b"2026-03-09", b"2026-03-10"))


def test_a_coded_share_counts_as_exactly_as_the_log_did(log: MeasuredLog) -> None:
    asked = ask(log, "response_by_channel")
    [published] = unpack(pack([asked], published_on=TODAY, level=CODED)).answers
    assert (published.rows, published.verdict) == (asked.rows, asked.verdict)


word = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=3, max_size=12).map(
    lambda text: f"canary{text}"
)


@settings(examples(2, thorough=6), phases=[Phase.generate])
@given(st.lists(word, min_size=15, max_size=15, unique_by=str.casefold))
def test_no_word_of_a_log_is_in_the_bytes(words: list[str]) -> None:
    content = canaries.log(words[:13], header=words[13])
    log = import_log(Upload(content, f"{words[14]}.csv")).measure(today=TODAY)
    packed = pack([ask(log, key) for key in LEAVING], published_on=TODAY)
    log.close()
    assert canaries.found([*words, "canary"], packed) == []


@pytest.mark.parametrize(
    ("level", "extra", "leaves"),
    [
        (CODED, (), []),
        (FULL, (), ["Company", "Contact", "Role", "Opportunity", "Client"]),
        (FULL, ("Source",), ["Company", "Contact", "Role", "Opportunity", "Client", "Source"]),
    ],
)
def test_only_what_its_level_allows_is_in_the_bytes(
    level: str, extra: tuple[str, ...], leaves: list[str]
) -> None:
    log = import_log(
        Upload(
            canaries.log([f"Canary{place}" for place in canaries.PLACES], header="canaryheader"),
            "canaryfile.csv",
        )
    ).measure(today=TODAY)
    written = (
        redaction.write_coded_log(log, Filters())
        if level == CODED
        else redaction.write_full_log(log, Filters(), extra)
    )
    asked = [ask(log, key) for key in LEAVING]
    packed = pack(asked, published_on=TODAY, level=level, log=written)
    log.close()
    words = [f"canary{place.lower()}" for place in canaries.PLACES]
    assert canaries.found([*words, "canaryheader", "canaryfile"], packed) == [
        f"canary{name.lower()}" for name in leaves
    ]


def test_no_name_of_a_group_is_in_the_bytes() -> None:
    rows = [
        f"2026-03-{1 + each % 28:02},email,introduction,Canaryclient {each % 6},Canarycompany {each}"
        for each in range(60)
    ]
    content = "\n".join(["sent_at,channel,strategy,client,company", *rows]).encode()
    log = import_log(Upload(content, "canaryfile.csv")).measure(today=TODAY)
    kept = protect_answers(log, [ask(log, key) for key in LEAVING], k=5)
    packed = pack(kept, published_on=TODAY, fewest=("client", 5))
    log.close()
    assert canaries.found(["canary"], packed) == []


@pytest.mark.parametrize(
    "hide",
    [
        bytes,
        bytes.upper,
        base64.b64encode,
        base64.urlsafe_b64encode,
        zlib.compress,
        gzip.compress,
        lambda leak: base64.b64encode(zlib.compress(leak)),
        lambda leak: json.dumps(leak.decode()).encode(),
        lambda leak: quote(leak.decode()).encode(),
        lambda leak: leak.decode().encode("utf-16-le"),
    ],
)
def test_the_scanner_finds_a_word_that_leaked(hide: Callable[[bytes], bytes]) -> None:
    leak = hide('{"name":"CanaryZoë & Søn"}'.encode())
    assert canaries.found(["canaryzoë & søn", "canaryelse"], b"\x00\x01frame " + leak + b" end") == [
        "canaryzoë & søn"
    ]


def test_the_scanner_finds_a_log_that_leaked() -> None:
    words = [f"canary{place}" for place in canaries.PLACES]
    assert canaries.found(words, canaries.log(words, header="canaryheader")) == words
