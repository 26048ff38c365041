"""A Dask cluster that works on shards (docs/cluster.md); the only place that knows Dask."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolkit.errors import ToolkitError
from toolkit.run.shards import Died, Done, Task, process_shard

if TYPE_CHECKING:
    from distributed import Client

ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/:]+:\d{1,5}|(?:[a-z]+://)?\[[0-9a-fA-F:]+\]:\d{1,5}")
WAIT = 60  # seconds for the scheduler, and for a first worker
RETRIES = 3  # of a shard whose worker raised what no article explains


class Cluster:
    """The workers of a scheduler, as many as there are just now; a shard whose worker is lost goes to another."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address

    @property
    def many(self) -> int:
        """Two shards a worker, so that none waits for work."""
        return 2 * max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, task: Task) -> Any:
        """Sends a task to the cluster."""
        return self.client.submit(process_shard, task, pure=False, retries=RETRIES)

    def result(self, handle: Any) -> Done:
        """What became of it; Died where several workers were lost over it."""
        from concurrent.futures import CancelledError

        from distributed.scheduler import KilledWorker

        try:
            return handle.result()  # type: ignore[no-any-return]
        except KilledWorker:
            raise Died from None
        except (CancelledError, OSError, TimeoutError) as error:
            hint = "start it and run again; finished shards are kept"
            raise ToolkitError(f"the scheduler is gone ({error})", where=self.address, hint=hint) from None

    def alone(self, task: Task) -> Done:
        """What becomes of a task; Died where several workers are lost over it."""
        return self.result(self.submit(task))


@contextmanager
def open_cluster(address: str) -> Iterator[Cluster]:
    """The cluster of a scheduler (tcp://host:8786); ToolkitError where it does not answer or has no worker."""
    if not ADDRESS.fullmatch(address):
        raise ToolkitError("no address of a scheduler", where=address, hint="write it as tcp://host:8786")
    try:
        from distributed import Client
    except ImportError:
        raise ToolkitError("Dask is not installed", where="--scheduler", hint="pip install distributed") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it would say is told in one line
    try:
        client = Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        hint = "check the address, or start one: dask scheduler"
        raise ToolkitError(f"no scheduler answers ({error})", where=address, hint=hint) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:
            raise ToolkitError("no worker", where=address, hint=f"start one: dask worker {address}") from None
        yield Cluster(client, address)
