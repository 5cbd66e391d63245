"""Laws that every engine keeps, and what those with processes of their own do when one of these dies."""

from __future__ import annotations

import errno
import functools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from figcheck.problems import Refused
from figcheck.workers import ENGINES, Crew, Failed, Lost, dask, processors, usable_processors, workers
from figcheck.workers.crew import MOST_ITEMS, MOST_WEIGHT, Batches
from figcheck.workers.gradual import Gradual
from figcheck.workers.processes import Processes

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed")
TOOL = 1000
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def tool() -> int:
    return TOOL


def plus(tool: int, item: int) -> int:
    return tool + item


def slow_at_first(tool: int, item: int) -> int:
    if item < 8:
        time.sleep(0.02 * (8 - item))
    return item


def fails(bad: int, tool: int, item: int) -> int:
    if item == bad:
        raise ValueError(f"no {item}")
    return item


def leaves(bad: int, tool: int, item: int) -> int:
    if item == bad:
        sys.exit(4)
    return item


def unpicklable(bad: int, tool: int, item: int) -> object:
    return threading.Lock() if item == bad else item


def dies(bad: tuple[int, ...], tool: int, item: int) -> int:
    if item in bad:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def ends(bad: int, tool: int, item: int) -> int:
    if item == bad:
        os._exit(item % 2)
    return item


def dies_once(mark: Path, tool: int, item: int) -> int:
    if item == 50 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def sleeps(bad: int, tool: int, item: int) -> int:
    if item == bad:
        time.sleep(600)
    return item


def sleeps_deaf(bad: int, tool: int, item: int) -> int:
    if item == bad:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)
    return item


def spins(bad: int, tool: int, item: int) -> int:
    while item == bad:
        pass
    return item


def pid(tool: int, item: int) -> int:
    return os.getpid()


def counted(mark: Path) -> int:
    with mark.open("a") as file:
        file.write(f"{os.getpid()}\n")
    return TOOL


@pytest.fixture(scope="module", params=[*ENGINES, "gradual"])
def crew(request: pytest.FixtureRequest) -> Iterator[Crew[int]]:
    engine = "processes" if request.param == "gradual" else request.param
    with workers(engine, 2, tool, gradual=request.param == "gradual") as made:
        yield made


@pytest.fixture(scope="module", params=["processes", "dask"])
def many(request: pytest.FixtureRequest) -> Iterator[Crew[int]]:
    with workers(request.param, 2, tool) as made:
        yield made


@pytest.fixture
def processes() -> Iterator[Processes[int]]:
    made = Processes(2, tool)
    yield made
    made.close()


class Counting:
    """Items that know how many of them were taken."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.taken = 0

    def __iter__(self) -> Iterator[int]:
        for item in range(self.size):
            self.taken += 1
            yield item


def test_items_come_with_their_results_in_their_order(crew: Crew[int]) -> None:
    assert list(crew.map(plus, range(1500))) == [(item, TOOL + item) for item in range(1500)]


def test_the_order_does_not_depend_on_who_is_first(crew: Crew[int]) -> None:
    assert [result for _, result in crew.map(slow_at_first, range(40))] == list(range(40))


@pytest.mark.parametrize("size", [0, 1, 3])
def test_few_items_or_none(crew: Crew[int], size: int) -> None:
    assert list(crew.map(plus, range(size))) == [(item, TOOL + item) for item in range(size)]


def test_items_are_taken_as_they_are_needed(crew: Crew[int]) -> None:
    items = Counting(50_000)
    for _ in zip(range(1000), crew.map(plus, items), strict=False):
        pass
    assert items.taken <= 1000 + 10 * MOST_ITEMS


def test_large_items_travel_in_small_batches(crew: Crew[int]) -> None:
    items = Counting(100)
    results = crew.map(plus, items, weigh=lambda item: 10_000_000)
    assert next(results) == (0, TOOL)
    assert items.taken <= 10
    assert sum(1 for _ in results) == 99


def test_an_exception_costs_its_item(crew: Crew[int]) -> None:
    results = dict(crew.map(functools.partial(fails, 130), range(300)))
    failed = results.pop(130)
    assert isinstance(failed, Failed)
    assert failed.reason == "ValueError: no 130"
    assert failed.detail.startswith("Traceback") and "in fails" in failed.detail
    assert all(result == item for item, result in results.items()) and len(results) == 299


def test_a_task_that_wants_to_leave_costs_its_item(crew: Crew[int]) -> None:
    results = dict(crew.map(functools.partial(leaves, 3), range(6)))
    assert isinstance(results[3], Failed) and results[3].reason == "SystemExit: 4"
    assert results[5] == 5


def test_an_exception_of_the_items_comes_behind_what_was_before(crew: Crew[int]) -> None:
    def broken() -> Iterator[int]:
        yield from range(250)
        raise OSError("the disk is gone")

    got = []
    with pytest.raises(OSError, match="the disk is gone"):
        for item, _ in crew.map(plus, broken()):
            got.append(item)
    assert got == list(range(250))


def test_whoever_stops_in_the_midst_can_go_on_with_other_items(crew: Crew[int]) -> None:
    results = crew.map(plus, range(5000))
    assert next(results) == (0, TOOL)
    results.close()  # type: ignore[attr-defined]
    assert [result for _, result in crew.map(plus, range(3))] == [TOOL, TOOL + 1, TOOL + 2]


@posix
@pytest.mark.parametrize("task", [sleeps, spins])
def test_an_item_that_takes_too_long_is_lost(crew: Crew[int], task: object) -> None:
    results = dict(crew.map(functools.partial(task, 7), range(12), max_seconds=0.3))  # type: ignore[call-overload]
    assert results.pop(7) == Lost("took longer than 0.3 s", "look at what it holds, or raise the limit (--max-seconds)")
    assert results == {item: item for item in range(12) if item != 7}


def test_what_cannot_be_pickled_costs_its_item(many: Crew[int]) -> None:
    results = dict(many.map(functools.partial(unpicklable, 130), range(300)))
    failed = results.pop(130)
    assert isinstance(failed, Failed) and "pickle" in failed.reason
    assert results == {item: item for item in range(300) if item != 130}
    items = [1, threading.Lock(), 3]
    first, second, third = (result for _, result in many.map(functools.partial(fails, 0), items))  # type: ignore[list-item]
    assert (first, third) == (1, 3)
    assert isinstance(second, Failed) and "pickle" in second.reason


@posix
def test_items_that_kill_their_process_are_lost_alone(many: Crew[int]) -> None:
    results = dict(many.map(functools.partial(dies, (0, 130, 131, 299)), range(300)))
    for bad in (0, 130, 131, 299):
        assert isinstance(results.pop(bad), Lost)
    assert results == {item: item for item in range(300) if item not in (0, 130, 131, 299)}


@posix
def test_a_process_killed_from_outside_costs_nothing(many: Crew[int], tmp_path: Path) -> None:
    task = functools.partial(dies_once, tmp_path / "mark")
    assert list(many.map(task, range(300))) == [(item, item) for item in range(300)]
    assert (tmp_path / "mark").exists()


def without_workers() -> dask.Dask[int]:
    """A crew all of whose workers are gone, and those that should start them anew as well."""
    pytest.importorskip("distributed")

    async def leave() -> None:
        for nanny in list(crew._cluster.workers.values()):
            await nanny.close()

    crew = dask.Dask(1, tool)
    crew._cluster.sync(leave)
    return crew


def test_workers_that_nobody_replaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_LOOKS", 1.0)
    with closing(without_workers()) as crew:
        assert [outcome for _, outcome in crew.map(plus, range(3))] == [1000, 1001, 1002]


def test_a_cluster_of_others_that_has_no_worker_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_LOOKS", 0.3)
    with closing(without_workers()) as crew:
        crew._cluster = None
        with pytest.raises(Refused, match="has no worker left"):
            list(crew.map(plus, range(3)))


@posix
def test_it_is_told_how_a_process_ended(processes: Processes[int]) -> None:
    ((_, killed),) = processes.map(functools.partial(dies, (1,)), [1])
    assert isinstance(killed, Lost)
    assert killed.reason == "the process that read it ended by signal 9 (SIGKILL)"
    assert "memory" in killed.advice
    for item, code in ((2, 0), (3, 1)):
        ((_, ended),) = processes.map(functools.partial(ends, item), [item])
        assert isinstance(ended, Lost)
        assert ended.reason == f"the process that read it ended with exit code {code}"


def test_what_the_alarm_cannot_stop_is_ended_with_its_process(many: Crew[int]) -> None:
    results = dict(many.map(functools.partial(sleeps_deaf, 7), range(12), max_seconds=0.3))
    lost = results.pop(7)
    assert isinstance(lost, Lost) and lost.reason == "took longer than 0.3 s"
    assert results == {item: item for item in range(12) if item != 7}


@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])
def test_processes_are_started_in_any_way(method: str, tmp_path: Path) -> None:
    import multiprocessing

    if method not in multiprocessing.get_all_start_methods():
        pytest.skip("this system has no such way")
    crew = Processes(2, functools.partial(counted, tmp_path / "mark"), method)
    try:
        results = list(crew.map(pid, range(400)))
        assert [item for item, _ in results] == list(range(400))
        made = (tmp_path / "mark").read_text().split()
        assert len(made) == len(set(made)) <= 2, "the tool is made once a process"
        assert {str(result) for _, result in results} <= set(made) and str(os.getpid()) not in made
    finally:
        crew.close()


@pytest.mark.parametrize("given", [1, 3])
def test_where_the_system_gives_fewer_processes_these_do_all(given: int, monkeypatch: pytest.MonkeyPatch) -> None:
    start, started = Processes._started, []

    def until_there_is_no_more(self: Any) -> Any:
        if len(started) == given:
            raise OSError(errno.EAGAIN, "Resource temporarily unavailable")
        started.append(start(self))
        return started[-1]

    monkeypatch.setattr(Processes, "_started", until_there_is_no_more)
    crew = Processes(8, functools.partial(int, 1))
    try:
        assert list(crew.map(plus, range(300))) == [(item, item + 1) for item in range(300)]
        assert len(started) == crew.jobs == given
    finally:
        crew.close()


def test_where_the_system_gives_no_process_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Any) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(Processes, "_started", refused)
    crew = Processes(2, functools.partial(int, 1))
    with pytest.raises(Refused, match="no process can be started: Too many open files"):
        list(crew.map(plus, range(3)))


def test_a_tool_that_cannot_be_made_is_told() -> None:
    with (
        workers("processes", 2, functools.partial(fails, 1, 0, 1)) as crew,
        pytest.raises(Refused, match="could not begin its work: ValueError: no 1"),
    ):
        list(crew.map(plus, range(3)))


@posix
def test_a_tool_that_ends_its_process_is_told() -> None:
    with (
        workers("processes", 2, functools.partial(dies, (1,), 0, 1)) as crew,
        pytest.raises(Refused, match=r"ends at once, by signal 9 \(SIGKILL\)"),
    ):
        list(crew.map(plus, range(3)))


def test_one_map_at_a_time(processes: Processes[int]) -> None:
    first = processes.map(plus, range(5000))
    next(first)
    with pytest.raises(RuntimeError, match="one map at a time"):
        next(processes.map(plus, range(3)))


@pytest.mark.parametrize(("method", "few"), [pytest.param("fork", 5, marks=posix), ("spawn", 100)])
def test_a_little_is_done_here_and_more_by_others(method: str, few: int) -> None:
    crew = Gradual(2, tool, method)
    try:
        little, alone, more, again = (
            [result for _, result in crew.map(pid, [weight] * size, weigh=lambda weight: weight)]
            for size, weight in ((few, MOST_WEIGHT // 50), (1, 9 * MOST_WEIGHT), (few + 1, MOST_WEIGHT // 50), (1, 1))
        )
    finally:
        crew.close()
    assert {*little, *alone} == {os.getpid()}, "nothing is started for it, nor for a single item, however heavy"
    assert os.getpid() not in more
    assert again[0] in more, "they are there"


def test_nothing_runs_once_a_crew_is_closed() -> None:
    with workers("processes", 2, tool) as crew:
        pids = {result for _, result in crew.map(pid, range(400)) if isinstance(result, int)}
    for number in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


SCRIPT = """
import os, sys, time
sys.path[:0] = {path!r}
from figcheck.workers.dask import Dask
from figcheck.workers.gradual import Gradual
from figcheck.workers.processes import Processes
def tool():
    return 1
def busy(tool, item):
    with open({mark!r} + "/" + str(os.getpid()), "w"):
        time.sleep(600)
if __name__ == "__main__":
    crew = Dask(2, tool) if {method!r} == "dask" else Processes(2, tool, {method!r})
    try:
        list(crew.map(busy, range(100)))
    finally:
        crew.close()
"""


@posix
@pytest.mark.parametrize("method", ["fork", "forkserver", "dask"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_processes_end_with_their_crew(tmp_path: Path, method: str, number: signal.Signals) -> None:
    """Ctrl-C goes to all processes of a terminal; a kill to the crew alone."""
    marks = tmp_path / "marks"
    marks.mkdir()
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(path=[str(Path(__file__).parent.parent)], mark=str(marks), method=method))
    run = subprocess.Popen(
        [sys.executable, str(script)], stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=tmp_path
    )
    assert _comes(lambda: len(list(marks.iterdir())) == 2)
    (os.killpg if number == signal.SIGINT else os.kill)(run.pid, number)
    assert run.wait(30) == -number
    assert run.stderr is not None
    assert run.stderr.read().count("Traceback") == (number == signal.SIGINT), "that of the crew, and of no worker"
    assert _comes(lambda: not any(_lives(int(mark.name)) for mark in marks.iterdir()))


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return not Path("/proc/self").exists()
    return state != "Z"


def _comes(what: object) -> bool:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if what():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_batches_grow_and_heed_weights() -> None:
    batches = Batches(range(1000), None, 2)
    sizes = [len(batches.take()) for _ in range(14)]
    assert sizes[:4] == [4, 4, 8, 8] and max(sizes) == MOST_ITEMS
    heavy = Batches(range(1000), lambda item: 300_000, 2)
    assert [len(heavy.take()) for _ in range(5)] == [2] * 5


def test_no_engine_takes_what_it_cannot_use() -> None:
    with pytest.raises(ValueError), workers("processes", 0, tool):
        pass
    with pytest.raises(Refused, match="the engine serial has no scheduler"), workers("serial", 1, tool, "tcp://x:1"):
        pass


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from figcheck.workers import dask

    monkeypatch.setattr(dask, "_WAIT", 0.3)
    with (
        pytest.raises(Refused, match=r"no cluster of dask answers at tcp://127\.0\.0\.1:9"),
        workers("dask", 2, tool, "tcp://127.0.0.1:9"),
    ):
        pass


def test_a_cluster_that_runs_is_used_and_left_running() -> None:
    import distributed

    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as cluster:
        for _ in range(2):
            with workers("dask", 2, tool, cluster.scheduler_address) as crew:
                assert [result for _, result in crew.map(plus, range(300))] == [TOOL + item for item in range(300)]


def test_workers_with_another_figcheck_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from figcheck.workers import dask

    monkeypatch.setattr(dask, "__version__", "0.0.1")
    with pytest.raises(Refused, match=r"have figcheck .*, and this is 0\.0\.1"), workers("dask", 1, tool):
        pass


@pytest.mark.parametrize(
    ("limits", "share"),
    [
        ({"": None, "a": "max 100000"}, 1e9),
        ({"": None, "a": "150000 100000"}, 1.5),
        ({"": None, "a": "100000 100000", "a/b": "max 100000"}, 1.0),
        ({"": None, "a": "300000 100000", "a/b": "200000 100000"}, 2.0),
        ({}, 1e9),
    ],
)
def test_the_share_of_a_control_group(tmp_path: Path, limits: dict[str, str | None], share: float) -> None:
    own, groups = tmp_path / "own", tmp_path / "groups"
    own.write_text(f"1:cpu:/other\n0::/{max(limits, default='gone')}\n")
    for name, limit in limits.items():
        (groups / name).mkdir(parents=True, exist_ok=True)
        if limit is not None:
            (groups / name / "cpu.max").write_text(limit + "\n")
    assert processors._share(own, groups) == share


def test_at_least_one_processor_is_usable() -> None:
    assert 1 <= usable_processors() <= (os.cpu_count() or 1)
