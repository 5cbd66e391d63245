"""Many items, one function: in this process, in several, or on a cluster, with the same results in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Literal, TypeAlias

from figcheck.problems import Problem, Refused
from figcheck.workers.crew import Crew, Failed, Lost, Outcome, Tool
from figcheck.workers.processors import usable_processors

__all__ = [
    "ENGINES",
    "Crew",
    "Engine",
    "Failed",
    "Lost",
    "Outcome",
    "Tool",
    "check_scheduler",
    "usable_processors",
    "workers",
]

Engine: TypeAlias = Literal["serial", "processes", "dask"]
ENGINES: Final[tuple[Engine, ...]] = ("serial", "processes", "dask")


@contextmanager
def workers(
    engine: Engine, jobs: int, prepare: Callable[[], Tool], scheduler: str | None = None, *, gradual: bool = False
) -> Iterator[Crew[Tool]]:
    """A crew of the engine, which is closed in the end.

    ``jobs`` is how many work at once; for "serial" it says nothing. ``prepare`` makes what each task is given beside
    its item, and is called once in every process. ``scheduler`` is the address of the cluster for "dask"; without one a
    cluster of as many workers is made on this machine. ``gradual``: there may be little to do, which this process then
    does by itself, where the engine is "processes". Raises ValueError for fewer jobs than one, and Refused for a
    scheduler with another engine than "dask", for a cluster that cannot be reached, and when dask is not installed.
    """
    if jobs < 1:
        raise ValueError("at least one job")
    check_scheduler(engine, scheduler)
    crew = _crew(engine, jobs, prepare, scheduler, gradual)
    try:
        yield crew
    finally:
        crew.close()


def check_scheduler(engine: Engine, scheduler: str | None) -> None:
    """Raises Refused for a scheduler with another engine than "dask"."""
    if scheduler is not None and engine != "dask":
        raise Refused(Problem(f"the engine {engine} has no scheduler", advice="use --engine dask"))


def _crew(engine: Engine, jobs: int, prepare: Callable[[], Tool], scheduler: str | None, gradual: bool) -> Crew[Tool]:
    """The crew; the module of an engine is loaded when it is chosen."""
    if engine == "dask":
        from figcheck.workers.dask import Dask

        return Dask(jobs, prepare, scheduler)
    if engine == "processes" and gradual:
        from figcheck.workers.gradual import Gradual

        return Gradual(jobs, prepare)
    if engine == "processes":
        from figcheck.workers.processes import Processes

        return Processes(jobs, prepare)
    from figcheck.workers.serial import Serial

    return Serial(prepare)
