"""The crowd of the benchmark: it comes, it asks too much, it leaves nothing behind."""

import pyarrow as pa
import pytest

from analysis.notebook.sandbox.confinement_check import check_confinement
from analysis.notebook.sandbox.worker import Worker
from analysis.notebook.sandbox.worker_pool import WorkerPool
from benchmarks import crowd
from tests.analysis.notebook.test_worker import children, waited_for
from tests.patience import PATIENT


def test_a_crowd_leaves_no_process_behind() -> None:
    if not check_confinement():
        pytest.skip(check_confinement().reason)
    before = children()
    with crowd.crowd(sessions=3):
        assert waited_for(lambda: children() - before != set())
    assert children() - before == set()


@pytest.mark.long
def test_a_query_still_gets_its_turn_amid_a_crowd(of_log: dict[str, pa.Table]) -> None:
    with crowd.crowd():
        worker = Worker(of_log, PATIENT, WorkerPool(1))
        assert worker.run("select count(*) as n from touches").table["n"].to_pylist() == [184]


@pytest.mark.long
def test_a_page_is_drawn_amid_a_crowd() -> None:
    assert min(crowd.in_turn(times=1)) > 0
