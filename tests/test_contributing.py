"""What CONTRIBUTING.md says is so: the way of an upload to a bar, hop by hop, and the folders."""

import ast
import re
import sys
import threading
from types import FrameType
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.screen import figures, visit
from tests.paths import JOB_SEEKER, ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HOPS = re.findall(r"`([\w/]+\.py):([\w.]+)`", TEXT)


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("path", "function"), HOPS)
def test_a_hop_is_a_function_of_its_file(path: str, function: str) -> None:
    assert function.rpartition(".")[2] in functions(path)


@pytest.mark.parametrize("path", re.findall(r"`([\w/.]+/[\w.]*(?:py|sql)|[\w/]+/)`", TEXT))
def test_a_file_or_folder_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_an_upload_takes_these_hops_to_a_bar() -> None:
    taken: list[tuple[str, str]] = []
    wanted = {(path, name.rpartition(".")[2]) for path, name in HOPS}

    def watch(frame: FrameType, event: str, _: Any) -> None:
        path = frame.f_code.co_filename.removeprefix(f"{ROOT}/")
        if event == "call" and (path, frame.f_code.co_name) in wanted:
            taken.append((path, frame.f_code.co_name))

    unseen = JOB_SEEKER.read_bytes().rstrip().rpartition(b"\n")[0]  # in no cache of this process
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    threading.setprofile(watch)
    sys.setprofile(watch)
    try:
        visit(app, "log")
        app.file_uploader[0].upload("unseen.csv", unseen).run()
        visit(app, "channels")
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    assert figures(app)
    assert list(dict.fromkeys(taken)) == [(path, name.rpartition(".")[2]) for path, name in HOPS]
