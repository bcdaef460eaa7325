"""Units examined on all cores, in their order, with few of them in memory at a time."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from tmserver.audit.examiner import Examined, Examiner
from tmserver.audit.finding import Location
from tmserver.audit.options import AuditOptions
from tmserver.errors import TmserverError
from tmserver.segment import Unit
from tmserver.services.processes import available_cores

Item = tuple[Location, Unit]

_CHUNK = 200
_WORTH_A_POOL = 1_000
"""Units from which on more processes pay for the second in which they start."""

_examiner: list[Examiner] = []


def examined(units: Iterable[Item], options: AuditOptions, *, processes: int = 0) -> Iterator[Examined]:
    """Each unit examined, in order; ``processes`` 0 stands for one a core, and for one for a few units."""
    wanted = processes or available_cores()
    iterator = iter(units)
    if wanted == 1:
        return _here(iterator, options)
    head = list(islice(iterator, _WORTH_A_POOL)) if not processes else []
    if not processes and len(head) < _WORTH_A_POOL:
        return _here(head, options)
    return _in_processes(chain(head, iterator), options, wanted)


def _here(units: Iterable[Item], options: AuditOptions) -> Iterator[Examined]:
    examiner = Examiner(options)
    return (examiner.examine(location, unit) for location, unit in units)


def _in_processes(units: Iterator[Item], options: AuditOptions, processes: int) -> Iterator[Examined]:
    # A fork would copy locks that threads of this process (a progress bar's, a server's) may hold.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=_start, initargs=(options,))
    try:
        yield from _in_order(units, pool, 2 * processes)
    except BrokenProcessPool as error:
        reason = (
            "A process of the audit was ended from outside, perhaps for lack of memory. Use fewer processes."
        )
        raise TmserverError(reason) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(units: Iterator[Item], pool: ProcessPoolExecutor, most: int) -> Iterator[Examined]:
    waiting: deque[Future[list[Examined]]] = deque()
    while chunk := list(islice(units, _CHUNK)):
        waiting.append(pool.submit(_examine, chunk))
        if len(waiting) > most:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _start(options: AuditOptions) -> None:
    # Ctrl-C reaches the whole process group; the parent ends the others, unless it is killed itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _examiner.append(Examiner(options))
    # A unit leaves hardly a cycle behind: looking for them as often as usual takes a twentieth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _end_with_parent() -> None:
    """A killed audit leaves nobody waiting for work that never comes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _examine(chunk: list[Item]) -> list[Examined]:
    (examiner,) = _examiner
    return [examiner.examine(location, unit) for location, unit in chunk]
