"""Who works on shards: this process, several of this machine, or a Dask cluster. All give the same bytes."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import active_children, get_context, parent_process
from typing import Any, Protocol

from toolkit.errors import ToolkitError
from toolkit.model import LeftOut
from toolkit.pipeline import place_of
from toolkit.run.shards import Died, Done, Task, process_shard

Work = Callable[[Task], Done]


class Workers(Protocol):
    """Takes tasks and gives back what became of them."""

    @property
    def many(self) -> int:
        """How many tasks may wait."""

    def submit(self, task: Task) -> Any:
        """Begins a task; what comes back is for `result`."""

    def result(self, handle: Any) -> Done:
        """What became of a task; Died where the process that did it ended."""

    def alone(self, task: Task) -> Done:
        """What becomes of a task that no other can disturb; Died where its process ends."""


class Here:
    """This process."""

    many = 0

    def __init__(self, work: Work = process_shard) -> None:
        self.work = work

    def submit(self, task: Task) -> Done:
        """Does a task."""
        return self.work(task)

    def result(self, handle: Done) -> Done:
        """What became of it."""
        return handle

    def alone(self, task: Task) -> Done:
        """Does a task."""
        return self.work(task)


class Processes:
    """Several processes of this machine; where one is killed, new ones take their place."""

    def __init__(self, jobs: int, work: Work = process_shard) -> None:
        self.jobs, self.work, self.many = jobs, work, 2 * jobs
        self.before = set(active_children())
        self.pool = _pool(jobs)

    def submit(self, task: Task) -> Any:
        """Begins a task."""
        with _no_stop():  # a worker inherits this: Ctrl-C is the parent's to answer
            try:
                return self.pool, self.pool.submit(self.work, task)
            except BrokenProcessPool:
                self.pool = _pool(self.jobs)
                return self.pool, self.pool.submit(self.work, task)

    def result(self, handle: Any) -> Done:
        """What became of it; Died where a process ended."""
        pool, future = handle
        try:
            return future.result()  # type: ignore[no-any-return]
        except BrokenProcessPool:
            if pool is self.pool:
                self.pool = _pool(self.jobs)
            raise Died from None

    def alone(self, task: Task) -> Done:
        """What becomes of a task in a process of its own; Died where that ends."""
        with _no_stop(), _pool(1) as pool:
            future = pool.submit(self.work, task)
            try:
                return future.result()
            except BrokenProcessPool:
                raise Died from None

    def end(self, *, at_once: bool) -> None:
        """Ends the processes, `at_once` or when they have done what they do."""
        if at_once:
            for worker in set(active_children()) - self.before:
                worker.terminate()
        self.pool.shutdown(cancel_futures=at_once)


@contextmanager
def open_workers(jobs: int, scheduler: str | None = None) -> Iterator[Workers]:
    """The workers that are wanted; they end with the block, at once where the run is stopped or fails."""
    if scheduler:
        from toolkit.run.cluster import open_cluster

        with open_cluster(scheduler) as cluster:
            yield cluster
    elif jobs == 1:
        yield Here()
    else:
        workers = Processes(jobs)
        try:
            yield workers
        except BaseException:
            workers.end(at_once=True)
            raise
        workers.end(at_once=False)


def _pool(jobs: int) -> ProcessPoolExecutor:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes: more threads only stand in their way
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_end_with_parent)


def finish(workers: Workers, task: Task, handle: Any) -> Done:
    """What became of a task. Where a process died of it, it is tried again alone, then without what kills a process.

    An article that needs too much memory so costs itself and nothing else.
    """
    for attempt in (lambda: workers.result(handle), lambda: workers.alone(task)):
        try:
            return attempt()
        except Died:
            continue
    killers = [article for article in task.articles if not _survives(workers, replace(task, articles=(article,)))]
    rest = tuple(article for article in task.articles if article not in killers)
    try:
        done = workers.alone(replace(task, articles=rest))
    except Died:
        hint = "run again with less else at work; finished parts are kept"
        raise ToolkitError("a process was killed again and again (out of memory?)", hint=hint) from None
    reason = "the process that worked on it was killed twice (out of memory?); everything else is done"
    return replace(done, left_out=(*done.left_out, *(LeftOut(place_of(article), reason) for article in killers)))


def _survives(workers: Workers, task: Task) -> bool:
    try:
        workers.alone(task)
    except Died:
        return False
    return True


@contextmanager
def _no_stop() -> Iterator[None]:
    """Ctrl-C waits until the end of the block; processes that are started in it never get it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """A worker ends when its parent is killed."""
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
