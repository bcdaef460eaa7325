"""The process that makes vectors: ``python -m tmserver.services.meaning.maker``, as ``background`` starts it.

Nothing beyond the standard library is imported before there is the thread that gives way: that thread
imports the rest, which takes most of a second's work while lookups go on.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Thread

_NICE = 15


def main() -> None:
    """Make vectors until there has been no work for a while, or the server ends."""
    Thread(target=_end_with_input, daemon=True).start()
    with ThreadPoolExecutor(1, "encoder", _give_way) as behind:
        background = behind.submit(import_module, "tmserver.services.meaning.background").result()
        background.make_while_there_is_work(behind)


def _give_way() -> None:
    """Run this thread only while nobody else wants its processor, as far as the system can arrange that."""
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif sys.platform != "win32":  # macOS knows no such threads, only processes of low priority
        os.nice(_NICE)


def _end_with_input() -> None:
    """End at once when the server does, however that comes about: all that is stored is whole rounds."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
