"""A store to look at, and a way to see what a screen of a given width shows."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leadq.i18n import set_language
from leadq.usecases.desk import Desk

from .samples import fill_store, make_desk

Draw = Callable[[], None]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample store; nobody writes to it."""
    place = tmp_path_factory.mktemp("render") / "leadq.db"
    fill_store(place)
    return place


@pytest.fixture
def desk(store: Path) -> Desk:
    return make_desk(store)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


@pytest.fixture
def see(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what a call writes to stdout (and stderr after it) at a width, in a language.

    ``encoding`` is the console's; what it cannot encode fails the test. ``screen`` says that stdout
    is a terminal, not a pipe.
    """

    def look_at(
        draw: Draw, lang: str, columns: int = 80, encoding: str = "utf-8", screen: bool = False
    ) -> str:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="") for _ in range(2))
        out.isatty = lambda: screen  # type: ignore[method-assign]
        with monkeypatch.context() as patch:
            patch.setenv("COLUMNS", str(columns))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            set_language(lang)
            draw()
        written = []
        for stream in (out, err):
            stream.flush()
            written.append(stream.buffer.getvalue().decode(encoding))  # type: ignore[attr-defined]
        return "".join(written)

    return look_at
