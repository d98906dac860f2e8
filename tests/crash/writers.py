"""Lets many leadq write to one store at once, and tells what each of them met.

A program of its own: it loads everything, makes the writers, lets them go together, and prints
for every command its exit code, what it said on stderr and the number it was given.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path


def main(folder: Path, writers: int, each: int) -> None:
    """Start the writers, wait for all, print what they met."""
    from killer import load_everything

    load_everything()
    gate, opener = os.pipe()
    children = []
    for writer in range(writers):
        child = os.fork()
        if child == 0:
            os.close(opener)
            # nobody writes: this ends when the gate is opened for all
            os.read(gate, 1)
            work(folder, writer, each)
        children.append(child)
    os.close(gate)
    os.close(opener)
    for child in children:
        os.waitpid(child, 0)
    met = [json.loads((folder / f"{writer}.json").read_text()) for writer in range(writers)]
    print(json.dumps([one for several in met for one in several]))


def work(folder: Path, writer: int, each: int) -> None:
    """Add leads and log a touch to each; never returns."""
    from leadq.__main__ import main as leadq
    from leadq.store import opening

    # a busy machine makes nobody give up
    opening.BUSY_SECONDS = 600
    met = []
    try:
        for count in range(each):
            phone = f"139{writer:04d}{count:04d}"
            for words in (
                ["add", f"writer {writer} lead {count}", "--phone", phone, "--json"],
                ["log", phone, "--said", "hello", "--json"],
            ):
                sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
                code = leadq(words)
                said = sys.stdout.getvalue()
                number = json.loads(said).get("number") if code == 0 else None
                err = sys.stderr.getvalue()
                met.append({"verb": words[0], "code": code, "number": number, "err": err})
    finally:
        (folder / f"{writer}.json").write_text(json.dumps(met))
        os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
