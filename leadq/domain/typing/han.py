"""Reads numbers in Chinese figures: 八十, 一百二, 两千五, 六七十."""

from typing import NamedTuple

DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    "两": 2, "〇": 0,
}  # fmt: skip
SCALES = {"十": 10, "百": 100, "千": 1000}


class HanNumber(NamedTuple):
    """A number below ten thousand; of two that are named as one (六七十) the lower."""

    value: int
    is_range: bool = False


def read_han(words: str) -> HanNumber | None:
    """Return the number that some figures write, None for what is none.

    A digit without a unit counts one step below the last unit: 一百二 is 120, 一百零二 is 102.
    """
    total, digit, scale, is_range = 0, None, 1, False
    for sign in words:
        if sign in SCALES:
            scale = SCALES[sign]
            total += (1 if digit is None else digit) * scale
            digit = None
        elif digit is None or digit == 0:
            digit = DIGITS[sign]
        elif DIGITS[sign] > digit and not is_range:
            is_range = True
        else:
            return None
    if digit:
        total += digit * (scale // 10 if scale > 10 and "零" not in words else 1)
    return HanNumber(total, is_range)
