"""Several processes of this machine, each on a connection of its own."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection as connections
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic

from figcheck.garbage import no_collection
from figcheck.problems import Problem, Refused
from figcheck.workers.crew import (
    Batches,
    Failed,
    Item,
    Lost,
    Outcome,
    Result,
    Task,
    Tool,
    Weigh,
    failed,
    too_long,
)
from figcheck.workers.worker import BROKEN, NO_ITEM, READY, UNFIT, Shown, work

_QUEUED: Final = 2  # parts that a worker has: one in hand, and the next, so that it never waits
_HELD: Final = 4  # batches for each worker that are held at most, done or not
_CHANCES: Final = 2  # a process may be killed for what it did not do: an item that it had in hand is tried once more
_STARTS: Final = 3  # in a row that may fail
_LOOKS: Final = 0.25  # seconds from look to look at how long items take
_IN_THIS_ONE: Final = "run it in one process (-j 1)"
_GRACE: Final = 1.0  # seconds that an item has to end itself by the alarm, beside a tenth of the limit


@dataclass(eq=False, slots=True)
class _Batch:
    """Items that were taken together, and what they gave so far; ``open`` is how many gave nothing yet."""

    items: Sequence[Any]
    outcomes: list[Any]
    open: int


@dataclass(eq=False, slots=True)
class _Part:
    """Items of a batch on their way: ``batch.items[start:stop]``. ``deaths`` counts the processes that died of it."""

    number: int
    batch: _Batch
    start: int
    stop: int
    deaths: int = 0


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, the way to it, the parts that it has, and how long it was seen at its item."""

    process: BaseProcess
    connection: Connection
    shown: Shown
    parts: deque[_Part] = field(default_factory=deque)
    is_ready: bool = False
    seen: tuple[int, int] = (NO_ITEM, NO_ITEM)
    seconds: float = 0.0


@dataclass(eq=False, slots=True)
class _Job:
    """One map: the task, pickled, the limit of an item, the parts that no worker has yet, and when was last looked."""

    task: bytes
    max_seconds: float | None
    waiting: deque[_Part] = field(default_factory=deque)
    looked: float = field(default_factory=time.monotonic)


class Processes(Generic[Tool]):
    """A crew of up to so many processes, started as they are needed.

    A process that dies is replaced. The item that it had in hand is tried once more, alone, and is lost if that ends
    likewise; other items of its batch are done again. The alarm keeps the limit of an item; one that it cannot stop, as
    in a library that never calls Python, is ended with its process a little later. ``method`` is how processes are
    started, as multiprocessing calls it; None for the best here: a fork, where no other thread runs that it would cut
    off in the midst of something, else a new interpreter, which imports the main module like all of multiprocessing.

    Ctrl-C reaches only this process, which ends the others. They end by themselves when it is gone.
    """

    def __init__(self, jobs: int, prepare: Callable[[], Tool], method: str | None = None) -> None:
        self.jobs = jobs
        self._prepare = prepare
        self._method = method
        self._workers: list[_Worker] = []
        self._number = 0
        self._failed_starts = 0
        self._is_mapping = False

    def map(
        self,
        task: Task[Tool, Item, Result],
        items: Iterable[Item],
        *,
        weigh: Weigh[Item] | None = None,
        max_seconds: float | None = None,
    ) -> Iterator[tuple[Item, Outcome[Result]]]:
        """As Crew.map. Raises Refused when no process can be started."""
        if self._is_mapping:
            raise RuntimeError("this crew is at work: one map at a time")
        self._is_mapping = True
        batches = Batches(items, weigh, self.jobs)
        job = _Job(pickle.dumps(task, pickle.HIGHEST_PROTOCOL), max_seconds)
        held: deque[_Batch] = deque()
        more = True
        try:
            while more or held:
                room = more and len(held) < _HELD * self.jobs and self._in_hand() + len(job.waiting) < self._most()
                if room:
                    taken: Sequence[Item] = batches.take()
                    more = bool(taken)
                    if taken:
                        held.append(_Batch(taken, [None] * len(taken), len(taken)))
                        job.waiting.append(self._part(held[-1], 0, len(taken)))
                self._send(job)
                is_idle = not room and bool(held) and held[0].open > 0
                self._hear(job, 0.0 if not is_idle else _LOOKS if max_seconds else None)
                self._look(job)
                if held and not held[0].open:
                    batch = held.popleft()
                    self._send(job)
                    yield from zip(batch.items, batch.outcomes, strict=True)
            batches.end()
        finally:
            for worker in [worker for worker in self._workers if worker.parts]:
                self._end(worker)
            self._is_mapping = False

    @property
    def is_started(self) -> bool:
        """Whether there is a process."""
        return bool(self._workers)

    def close(self) -> None:
        """As Crew.close."""
        for worker in self._workers:
            worker.process.kill()
        while self._workers:
            self._end(self._workers[-1])

    def _most(self) -> int:
        return _QUEUED * self.jobs

    def _in_hand(self) -> int:
        return sum(len(worker.parts) for worker in self._workers)

    def _part(self, batch: _Batch, start: int, stop: int, deaths: int = 0) -> _Part:
        self._number += 1
        return _Part(self._number, batch, start, stop, deaths)

    def _send(self, job: _Job) -> None:
        """Parts to the workers that have the fewest; a new one is started before any has two."""
        while job.waiting:
            least = min(self._workers, key=lambda worker: len(worker.parts), default=None)
            if (least is None or least.parts) and len(self._workers) < self.jobs:
                least = self._start() or least
            if least is None or len(least.parts) >= _QUEUED:
                return
            part = job.waiting.popleft()
            items = part.batch.items[part.start : part.stop]
            try:
                message = pickle.dumps((part.number, job.task, items, job.max_seconds), pickle.HIGHEST_PROTOCOL)
            except Exception as error:
                self._unfit(part, failed(error), job)
                continue
            least.parts.append(part)
            with suppress(OSError):  # it has died, which is seen when it is heard
                least.connection.send_bytes(message)

    def _start(self) -> _Worker | None:
        """One more worker. None where the system gives no more, as of files or processes: those that are there do the
        work. Raises Refused where there is none."""
        try:
            return self._started()
        except OSError as error:
            if not self._workers:
                reason = error.strerror or str(error)
                raise Refused(Problem(f"no process can be started: {reason}", advice=_IN_THIS_ONE)) from error
            self.jobs = len(self._workers)
            return None

    def _started(self) -> _Worker:
        method = starting_method(self._method)
        context: Any = multiprocessing.get_context(method)
        if method != "fork" and sys.platform != "win32":
            resource_tracker.ensure_running()  # which would let Ctrl-C through below
        ours, theirs = context.Pipe()
        try:
            shown = context.RawArray(ctypes.c_longlong, [NO_ITEM, NO_ITEM])
            inherited = [*(worker.connection for worker in self._workers), ours] if method == "fork" else []
            process = context.Process(target=work, args=(theirs, self._prepare, shown, inherited), daemon=True)
            with _interrupts_held():
                process.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._workers.append(_Worker(process, ours, shown))
        return self._workers[-1]

    def _hear(self, job: _Job, timeout: float | None) -> None:
        """What workers have sent, and which have died, waiting for the first of it as long as that."""
        sources: dict[Any, _Worker] = {}
        for worker in self._workers:
            sources[worker.connection] = sources[worker.process.sentinel] = worker
        heard = {id(sources[source]): sources[source] for source in connections.wait(list(sources), timeout)}
        for worker in heard.values():
            if not self._read(worker, job):
                worker.process.join(_GRACE)  # its connection may be closed a moment before it has ended
                self._bury(worker, job, None)

    def _read(self, worker: _Worker, job: _Job) -> bool:
        """Takes what a worker has sent; False when it lives no more."""
        try:
            while worker.connection.poll():
                self._take(worker, worker.connection.recv_bytes(), job)
        except (EOFError, OSError):
            return False
        return worker.process.is_alive()

    def _take(self, worker: _Worker, message: bytes, job: _Job) -> None:
        kind, told = message[:1], message[1:]
        if kind == READY:
            worker.is_ready = True
            self._failed_starts = 0
        elif kind == BROKEN:
            self._end(worker)
            lines = told.decode("utf-8", "replace").strip().splitlines()
            raise Refused(Problem(f"a process could not begin its work: {lines[-1]}", advice=_IN_THIS_ONE))
        else:
            part = worker.parts.popleft()
            try:
                with no_collection():
                    given = pickle.loads(told)
            except Exception as error:
                self._unfit(part, failed(error), job)
                return
            if kind == UNFIT:
                self._unfit(part, given, job)
            else:
                _settle(part, given)

    def _look(self, job: _Job) -> None:
        """Ends the workers that are at one item for too long. Only time between two looks that follow one another
        counts, so that a computer that slept, or a crew that was held up, blames no item."""
        if not job.max_seconds:
            return
        now = time.monotonic()
        step = min(now - job.looked, 2 * _LOOKS)
        job.looked = now
        for worker in list(self._workers):
            at = (worker.shown[0], worker.shown[1])
            if at != worker.seen or at[1] == NO_ITEM or not worker.parts:
                worker.seen, worker.seconds = at, 0.0
                continue
            worker.seconds += step
            if worker.seconds > job.max_seconds * 1.1 + _GRACE:
                worker.process.kill()
                worker.process.join()
                self._read(worker, job)
                self._bury(worker, job, too_long(job.max_seconds))

    def _bury(self, worker: _Worker, job: _Job, lost: Lost | None) -> None:
        """What a dead worker had goes to others. ``lost`` is what the item that it had in hand gave, None to decide by
        how often processes died of it."""
        parts, at = worker.parts, (worker.shown[0], worker.shown[1])
        worker.parts = deque()
        self._end(worker)
        reason = _ending(worker.process.exitcode)
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise Refused(Problem(f"a process that begins its work ends at once, {reason}", advice=_IN_THIS_ONE))
            job.waiting.extendleft(reversed(parts))
            return
        if not parts:
            return
        part = parts.popleft()
        job.waiting.extendleft(reversed(parts))
        if part.number == at[0] and at[1] != NO_ITEM:
            item = part.start + at[1]
            again = [self._part(part.batch, part.start, item), self._part(part.batch, item + 1, part.stop)]
            blamed = self._part(part.batch, item, item + 1, part.deaths + 1 if part.stop - part.start == 1 else 1)
            if lost is None and blamed.deaths < _CHANCES:
                again.insert(1, blamed)
            else:
                _settle(blamed, [lost or Lost(f"the process that read it ended {reason}", _advice(worker.process))])
            job.waiting.extendleft(reversed([part for part in again if part.start < part.stop]))
            return
        part.deaths += 1  # on the way to its first item or from its last
        if part.deaths < _CHANCES:
            job.waiting.appendleft(part)
        elif part.stop - part.start > 1:
            self._split(part, job, deaths=1)
        else:
            _settle(part, [Lost(f"the process that read it ended {reason}", _advice(worker.process))])

    def _unfit(self, part: _Part, given: Failed, job: _Job) -> None:
        """A part that cannot be sent, or whose outcomes cannot: halves it until one item has the fault."""
        if part.stop - part.start == 1:
            _settle(part, [given])
        else:
            self._split(part, job)

    def _split(self, part: _Part, job: _Job, deaths: int = 0) -> None:
        middle = (part.start + part.stop) // 2
        job.waiting.appendleft(self._part(part.batch, middle, part.stop, deaths))
        job.waiting.appendleft(self._part(part.batch, part.start, middle, deaths))

    def _end(self, worker: _Worker) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.connection.close()


def _settle(part: _Part, outcomes: Sequence[Any]) -> None:
    part.batch.outcomes[part.start : part.stop] = outcomes
    part.batch.open -= part.stop - part.start


def starting_method(named: str | None = None) -> str:
    """How processes are started from here now, as multiprocessing calls it, unless it is named."""
    if named is not None:
        return named
    if sys.platform != "linux":
        return "spawn"
    return "fork" if len(os.listdir("/proc/self/task")) == 1 else "forkserver"


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C and its like wait while a process is started, which would else print where it was interrupted."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending(code: int | None) -> str:
    """How a process ended: "by signal 11 (SIGSEGV)", "with exit code 3"."""
    if code is None or code >= 0:
        return f"with exit code {code}"
    try:
        return f"by signal {-code} ({signal.Signals(-code).name})"
    except ValueError:
        return f"by signal {-code}"


def _advice(process: BaseProcess) -> str:
    if sys.platform != "win32" and process.exitcode == -signal.SIGKILL:
        return "memory may have run out: use fewer processes (-j 1), or look at what it holds"
    return "this is a bug in figcheck or in a library that it uses; report it with what it holds"
