"""What holds for every question, or for several."""

import importlib
import pickle
from pathlib import Path

import pytest

from analysis.ask import ask
from analysis.questions import QUESTIONS
from analysis.share_snapshot import pack, unpack
from analysis.sql import composer
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.offers.walks import TODAY, world
from tests.analysis.questions.small_search import answered
from tests.paths import ROOT

FOLDER = ROOT / "analysis"
FILES = sorted(FOLDER.glob("questions/*/[!_]*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_question_is_named_like_its_file(path: Path) -> None:
    module = importlib.import_module(f"analysis.questions.{path.parent.name}.{path.stem}")
    assert QUESTIONS[path.stem] is module.QUESTION


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_question_comes_back_from_a_cache_as_it_was(key: str) -> None:
    assert pickle.loads(pickle.dumps(QUESTIONS[key])) == QUESTIONS[key]  # noqa: S301 (our own bytes)


def test_every_question_has_one_file_of_python_and_one_of_sql() -> None:
    queries = [path.stem for path in FOLDER.glob("sql/questions/*.sql")]
    assert sorted(queries) == sorted(QUESTIONS) == sorted(path.stem for path in FILES)


@pytest.mark.parametrize("key", ["credit_for_offers", "ways_to_count", "personalised"])
def test_counts_of_kinds_may_be_part_of_a_share(key: str) -> None:
    answer = ask(world(1500), key)
    [published] = unpack(pack([answer], published_on=TODAY)).answers
    assert (published.rows, published.verdict) == (answer.rows, answer.verdict)


@pytest.mark.parametrize("key", ["paths_to_offers", "credit_for_offers", "ways_to_count", "personalised"])
@pytest.mark.parametrize(
    "log",
    [
        b"sent_at,channel\n2026-03-02,email\n2026-03-03,email\n",
        b"channel,strategy,company,outcome\nemail,news,Kites,offer\nemail,news,Looms,\n",
        b"company,status\nKites,Wishlist\n",
        b"company,status\nKites,Offer\nLooms,Rejected\n",
    ],
    ids=["touches only", "no dates", "nothing sent", "only a status"],
)
def test_something_true_is_said_of_any_log(key: str, log: bytes) -> None:
    answer = ask(import_log(Upload(log, "log.csv")).measure(today=TODAY), key)
    assert answer.verdict[-1] in ".!"
    assert (answer.figure is None) or answer.rows


@pytest.mark.parametrize("key", QUESTIONS)
def test_the_columns_of_an_answer_are_those_that_are_published(key: str) -> None:
    for row in answered(key):
        assert set(row) <= set(QUESTIONS[key].columns)


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_file_of_sql_asks_its_question_in_its_first_line(key: str) -> None:
    assert composer.read_title(key).endswith("?")
