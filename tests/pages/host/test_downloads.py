"""Streamlit tells files over a megabyte apart by their name and a sample of their bytes, so names tell them apart."""

import ast
import re
from pathlib import Path

import pytest

from tests.paths import ROOT

PAGES = sorted(ROOT.glob("pages/**/*.py"))
ALIKE_OR_SMALL = (
    "top-of-mind-template.csv",
    "top-of-mind-dictionary.csv",
    "top-of-mind-dictionary.md",
    "top-of-mind-mapping.json",
    ".txt",
)
"""The same for everybody, or too small to be told apart by samples: keys, receipts, what columns mean."""


def named_alike(tree: ast.AST) -> list[str]:
    """The names of downloads that could be those of two people's files."""
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    offers = [each for each in calls if ast.unparse(each.func).endswith(".download_button")]
    names = [name_of(offer) for offer in offers]
    return [ast.unparse(name) for name in names if not tells(name, tree)]


def name_of(offer: ast.Call) -> ast.expr:
    given = [keyword.value for keyword in offer.keywords if keyword.arg == "file_name"]
    return (given or offer.args[2:3] or [ast.Constant("no name")])[0]


def tells(name: ast.expr, tree: ast.AST) -> bool:
    """Whether a name, or a variable in it, holds a fingerprint of what is downloaded."""
    variables = {each.id for each in ast.walk(name) if isinstance(each, ast.Name)}
    assigned = [each for each in ast.walk(tree) if isinstance(each, ast.Assign)]
    parts = [name, *(each.value for each in assigned if ast.unparse(each.targets[0]) in variables)]
    if any(re.search("fingerprint|digest", ast.unparse(part)) for part in parts):
        return True
    return isinstance(name, ast.Constant) and str(name.value).endswith(ALIKE_OR_SMALL)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_name_of_a_download_tells_it_from_everybody_elses(path: Path) -> None:
    assert named_alike(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("st.download_button('Take', rows, 'rows.csv')", ["'rows.csv'"]),
        ("st.download_button('Take', rows)", ["'no name'"]),
        ("st.download_button('Take', rows, file_name=f'{title}.csv')", ["f'{title}.csv'"]),
        ("st.download_button('Take', rows, f'rows-{session.fingerprint()}.csv')", []),
        ("name = f'rows-{digest}'\nst.download_button('Take', rows, f'{name}.csv')", []),
        ("place.download_button('Take', key, 'key.txt')", []),
    ],
)
def test_the_rule_sees_a_name_that_tells_nothing(code: str, names: list[str]) -> None:
    assert named_alike(ast.parse(code)) == names
