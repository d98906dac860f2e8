"""Whatever is typed at whatever place: a right exit code, clean lines, no crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .door import all_words, calls_with, codes_of
from .texts import KINDS, steering

_CRASHES = ("Traceback", "Error:", "unexpected", "意外")


@pytest.mark.parametrize("words", all_words())
def test_typed_text_never_steers_nor_crashes(words: str, run: Callable[..., Any]) -> None:
    run("add", "王建国", "--company", "Acme", "--phone", "13800138000")
    run("add", "李四", "--phone", "13900139000")
    for place, (kind, bad) in enumerate(KINDS.items()):
        lang = ("en", "zh")[place % 2]
        for call in calls_with(words, bad):
            result = run(*call, env={"LEADQ_LANG": lang})
            assert result.code in codes_of(call), (kind, call, result)
            assert not any(sign in result.err for sign in _CRASHES), (kind, call, result.err)
            assert not steering(result.err), (kind, call, result.err)
            assert not steering(result.out.removeprefix("\ufeff")), (kind, call, result.out)
            assert result.err.count("\n") <= 14, (kind, call, result.err)
