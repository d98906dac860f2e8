"""A desk on a real store in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.usecases.desk import Desk

from .helpers import make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk on a Monday morning, with nothing in the store."""
    return make_desk(tmp_path)
