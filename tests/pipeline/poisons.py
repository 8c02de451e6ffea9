"""What bad documents make libraries do: raise, leave, kill, hang, eat memory. The name of a file says which.

As a program it makes a shard of a cluster run, as ``pipeline.shard_worker`` does, with these poisons.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from pipeline.prepared import Prepared
from pipeline.worker import Refusal, Task, work

#: What a poisoned file is called, and the code of the error that names it.
POISONS = {"raises": "D999", "leaves": "D104", "killed": "D104", "hangs": "D110", "eats": "D110"}


def poisoned(task: Task) -> Prepared | Refusal:
    """Work as a worker does, but let the poisons act."""
    name = task.file.path.stem
    if task.notes and name in POISONS:
        task.notes.write_text("outline")  # the step in hand
    if name == "raises":
        raise KeyError("x")
    if name == "leaves":
        os._exit(3)
    if name == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "hangs":
        time.sleep(600)
    hog = []
    while name == "eats":
        hog.append(bytearray(50_000_000))
    return work(task)


if __name__ == "__main__":
    from pipeline.shard_worker import main
    from tests.pipeline.poisons import poisoned as named  # processes find it by this name

    sys.exit(main(named))
