"""A cluster of dask: one that runs already, or one made on this machine."""

from __future__ import annotations

import logging
import pickle
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeAlias

from figcheck import __version__
from figcheck.garbage import no_collection
from figcheck.problems import Problem, Refused
from figcheck.workers.crew import Batches, Failed, Item, Lost, Outcome, Result, Task, Tool, Weigh, failed
from figcheck.workers.daskbatch import do_batch, version

_Job: TypeAlias = tuple[bytes, bytes, float | None]  # what do_batch is given beside the items

_HELD: Final = 3  # batches for each thread of the cluster that are held at most, done or not
_WAIT: Final = 30.0  # seconds for the scheduler to answer, and then for the first worker to join it
_COUNTED: Final = 5.0  # seconds after which threads are counted again, since workers come and go
_LOOKS: Final = 5.0  # seconds from look to look whether there is a worker left
_ALONE: Final = 3  # looks without one until others are started
_RENEWED: Final = 3  # times that the workers of a cluster of our own are replaced
_ENDED: Final = "each of the processes that read it ended at once"
_ADVICE: Final = "memory may have run out, or a library failed; look at what it holds, or run it alone with -j 1"


@dataclass(eq=False, slots=True)
class _Sent:
    """Items on the cluster, and what will be known of them: a future, or why they cannot be sent."""

    items: Sequence[Any]
    future: Any


class Dask(Generic[Tool]):
    """A crew of workers of dask, of the scheduler at an address, or of a cluster of so many made here.

    Batches are on the cluster a few for each of its threads. When a worker dies, dask does again elsewhere what it had.
    A batch of which several workers died (the scheduler's ``allowed-failures``) is done item by item with nothing else
    beside it, so that only an item that ends its workers by itself is lost. Within a worker, items run in a thread that
    the limit of an item interrupts; where that does not help, the thread is left behind. Code that holds the lock of
    the interpreter can be stopped by nothing in its process: the scheduler replaces that worker by its ``worker-ttl``.

    Raises Refused when dask is not installed, when the scheduler does not answer, and when a worker has no figcheck of
    this version, which could find something else.
    """

    def __init__(self, jobs: int, prepare: Callable[[], Tool], scheduler: str | None = None) -> None:
        try:
            import distributed
        except ImportError as error:
            message = "the engine dask needs dask and distributed, which are not installed"
            raise Refused(Problem(message, advice="pip install 'figcheck[dask]'")) from error
        self._prepare = pickle.dumps(prepare, pickle.HIGHEST_PROTOCOL)
        self._where = scheduler or "the cluster on this machine"
        self._opened = ExitStack()
        self.jobs = jobs
        self._cluster: Any = None  # where it is our own
        self._renewed = 0
        self._alone = 0  # looks since a worker was seen
        try:
            for name in ("distributed", "bokeh", "tornado"):
                self._quiet(logging.getLogger(name))
            self._client = self._connected(distributed, jobs, scheduler)
            self._check_version()
        except BaseException:
            self.close()
            raise

    def map(
        self,
        task: Task[Tool, Item, Result],
        items: Iterable[Item],
        *,
        weigh: Weigh[Item] | None = None,
        max_seconds: float | None = None,
    ) -> Iterator[tuple[Item, Outcome[Result]]]:
        """As Crew.map. Raises Refused when the scheduler is lost."""
        threads = self._threads()
        counted = time.monotonic()
        batches = Batches(items, weigh, threads)
        job: _Job = (self._prepare, pickle.dumps(task, pickle.HIGHEST_PROTOCOL), max_seconds)
        held: deque[_Sent] = deque()
        more = True
        try:
            while more or held:
                if more and time.monotonic() - counted > _COUNTED:
                    threads, counted = self._threads(), time.monotonic()
                while more and len(held) < _HELD * threads and not (held and _is_done(held[0])):
                    taken: Sequence[Item] = batches.take()
                    more = bool(taken)
                    if taken:
                        held.append(self._send(taken, job))
                if held:
                    outcomes = self._outcomes(held, job)
                    sent = held.popleft()
                    yield from zip(sent.items, outcomes, strict=True)
            batches.end()
        finally:
            if held:
                self._client.cancel([sent.future for sent in held if not isinstance(sent.future, Failed)], force=True)

    def close(self) -> None:
        """As Crew.close. A cluster that was there before goes on."""
        self._opened.close()

    def _quiet(self, logger: logging.Logger) -> None:
        """Holds back what a library prints of workers that come and go, which outcomes tell."""
        self._opened.callback(logger.setLevel, logger.level)
        logger.setLevel(logging.CRITICAL + 1)

    def _connected(self, distributed: Any, jobs: int, scheduler: str | None) -> Any:
        address: Any = scheduler
        if scheduler is None:
            folder = self._opened.enter_context(tempfile.TemporaryDirectory(prefix="figcheck-"))
            address = distributed.LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",  # any free port; None is one that may be taken
                local_directory=folder,
                preload=["figcheck.workers.daskbatch"],
                silence_logs=logging.CRITICAL + 1,
                scheduler_kwargs={"allowed_failures": 1},
            )
            self._opened.callback(address.close)
            self._cluster = address
        try:
            client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
            self._opened.callback(client.close)
            client.wait_for_workers(1, timeout=_WAIT)
        except (OSError, ValueError, TimeoutError) as error:
            message = f"no cluster of dask answers at {self._where}: {_first_line(error)}"
            raise Refused(
                Problem(message, expected='the address of a scheduler with workers, "tcp://host:8786"')
            ) from error
        return client

    def _check_version(self) -> None:
        advice = f"install figcheck {__version__} there"
        try:
            found = self._client.run(version)
        except Exception as error:  # whatever a worker answers that cannot import figcheck
            message = f"a worker of {self._where} has no figcheck that works: {_first_line(error)}"
            raise Refused(Problem(message, advice=advice)) from error
        other = sorted({theirs for theirs in found.values() if theirs != __version__})
        if other:
            message = f"workers of {self._where} have figcheck {', '.join(other)}, and this is {__version__}"
            raise Refused(Problem(message, advice=advice))

    def _threads(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return max(1, threads)

    def _send(self, items: Sequence[Item], job: _Job) -> _Sent:
        try:
            pickled = pickle.dumps(items, pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            return _Sent(items, failed(error))
        return _Sent(items, self._client.submit(do_batch, *job, pickled, pure=False))

    def _outcomes(self, held: Iterable[_Sent], job: _Job) -> Sequence[Any]:
        """What the first batch gave; those behind it are on their way."""
        first, *others = held
        given = self._given(first)
        if not isinstance(given, Failed | Lost):
            return given
        if len(first.items) == 1 and isinstance(given, Failed):
            return [given]
        for sent in others:  # of what dies now, no other item is to be blamed, and none to blame
            self._given(sent)
        outcomes: list[Any] = []
        for item in first.items:
            alone = self._given(self._send([item], job))
            outcomes += [alone] if isinstance(alone, Failed | Lost) else alone
        return outcomes

    def _given(self, sent: _Sent) -> list[Any] | Failed | Lost:
        """What the items of a batch gave, or what befell it as a whole. Raises Refused when the scheduler is lost."""
        from distributed import CancelledError, KilledWorker

        if isinstance(sent.future, Failed):
            return sent.future
        try:
            told = self._result(sent.future)
            with no_collection():
                outcomes: list[Any] = pickle.loads(told)
        except Refused:
            raise
        except KilledWorker:
            return Lost(_ENDED, _ADVICE)
        except (CancelledError, OSError) as error:
            raise Refused(Problem(f"{self._where} was lost while it worked: {_first_line(error)}")) from error
        except Exception as error:  # of pickling: those of tasks are outcomes
            return failed(error)
        return outcomes

    def _result(self, future: Any) -> bytes:
        while True:
            try:
                told: bytes = future.result(timeout=_LOOKS)
            except TimeoutError:
                if future.done():
                    raise
                self._look_after_workers()
            else:
                return told

    def _look_after_workers(self) -> None:
        """Start others where all workers are gone and whoever should replace them has given up, as dask's nannies do on
        a machine that is very busy. Raises Refused on a cluster that is not ours, and when it does not help."""
        self._alone = 0 if self._client.nthreads() else self._alone + 1
        if self._alone < _ALONE:
            return
        if self._cluster is None or self._renewed >= _RENEWED:
            raise Refused(Problem(f"{self._where} has no worker left", advice="start workers, and run it again"))
        self._renewed += 1
        self._alone = 0
        self._cluster.scale(len(self._cluster.worker_spec) + self.jobs)  # those that are gone are counted


def _is_done(sent: _Sent) -> bool:
    return isinstance(sent.future, Failed) or bool(sent.future.done())


def _first_line(error: BaseException) -> str:
    return failed(error).reason
