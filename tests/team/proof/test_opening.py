"""What a joined store costs whoever only opens it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import leadq

from ..laptop import Laptop
from ..server import TestHub

ROOT = Path(leadq.__file__).parents[1]
LOOK = """
import sys
from pathlib import Path
from leadq.store.connect import open_reader
open_reader(Path(sys.argv[1])).close()
print(*sys.modules)
"""


def test_opening_loads_the_triggers_and_no_json(
    tmp_path: Path, make_team: Callable[..., TestHub]
) -> None:
    hub = make_team("经理")
    laptop = Laptop(tmp_path / "team", "经理", hub.urls["经理"])
    laptop.join(("经理",))
    loaded = subprocess.run(
        [sys.executable, "-c", LOOK, str(laptop.store)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert "leadq.store.team.triggers" in loaded
    assert not {"json", "leadq.store.team.outbox"} & set(loaded)
