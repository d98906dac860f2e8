"""Runs leadq in copies of one process that has everything loaded, and kills them at work.

A program of its own: orders come in as lines of JSON, answers go out the same way. Copies start
within milliseconds, so that the moment of death falls into the work and not into the loading.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from typing import Any


def main() -> None:
    """Load everything, then carry out one order after another."""
    load_everything()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line))), flush=True)


def load_everything() -> None:
    """Import what the commands of the orders need, without running one."""
    from leadq.cli.frame.door import build_command
    from leadq.cli.frame.table import TABLE

    for entry in TABLE:
        build_command(entry)
    import leadq.adapters.phones
    import leadq.adapters.pinyin
    import leadq.exchange.tables.whole_file
    import leadq.i18n.en
    import leadq.store.care.restore
    import leadq.store.unit
    import leadq.usecases.care.backup
    import leadq.usecases.followup.log
    import leadq.usecases.followup.replan
    import leadq.usecases.grading.grade
    import leadq.usecases.importing.import_file
    import leadq.usecases.privacy.erase

    leadq.adapters.pinyin.spell("王建国")


def carry_out(order: Mapping[str, Any]) -> dict[str, Any]:
    """Run a command and kill it after ``delay`` seconds; None lets it end."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        run(order)
    killed = False
    if order["delay"] is not None and not signal.sigtimedwait({signal.SIGCHLD}, order["delay"]):
        os.kill(child, signal.SIGKILL)
        killed = True
    _, status = os.waitpid(child, 0)
    while signal.sigtimedwait({signal.SIGCHLD}, 0):
        pass
    code = os.waitstatus_to_exitcode(status)
    return {"killed": killed and code < 0, "code": code, "took": time.perf_counter() - started}


def run(order: Mapping[str, Any]) -> None:
    """Be leadq, with stdout and stderr in files; never returns."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    os.environ.update(order["env"])
    for stream, name in ((1, "out"), (2, "err")):
        file = os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, stream)
    code = 1
    try:
        if order["newer"]:
            add_version()
        from leadq.__main__ import main as leadq

        code = leadq(order["words"])
        sys.stdout.flush()
    finally:
        os._exit(code)


def add_version() -> None:
    """Give this copy of the program a version more, whose step writes a good deal."""
    from leadq.store import migrations

    known, newest = migrations.load_step, migrations.VERSION + 1

    def step(conn: Any) -> None:
        conn.execute("ALTER TABLE lead ADD COLUMN colour TEXT")
        conn.execute("UPDATE lead SET colour = hex(randomblob(300))")

    migrations.load_step = lambda number: step if number == newest else known(number)
    migrations.VERSION = newest


if __name__ == "__main__":
    main()
