"""What is understood of reps' own ways of speaking: right before rich."""

from __future__ import annotations

from pathlib import Path

import pytest

from .listening import hear, score, sentences

_LEAST_RIGHT, _LEAST_FOUND = 0.98, 0.9
_ROUNDS = sorted(f"rounds/{one.name}" for one in Path(__file__).with_name("rounds").iterdir())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["heard.json", "held.json", *_ROUNDS])
def test_right_before_rich(name: str, lang: str) -> None:
    """``held.json`` and every round were written before the rules were looked at with them.

    Rounds 13 to 15 and 17 are short notes, 16 long reports, from 18 on half of them are traps, the
    others whatever reps say. What was
    understood of a round before anything was mended (precision, recall, forbidden):

    =====  =================  =================
    round  Chinese            English
    =====  =================  =================
    1      0.83 / 0.59 / 4    0.96 / 0.51 / 0
    2      0.81 / 0.73 / 2    0.97 / 0.82 / 1
    3      0.82 / 0.63 / 2    0.89 / 0.59 / 1
    4      0.98 / 0.87 / 0    0.94 / 0.78 / 0
    5      0.96 / 0.66 / 0    0.82 / 0.49 / 2
    6      0.81 / 0.60 / 3    0.89 / 0.68 / 2
    7      1.00 / 0.83 / 0    0.95 / 0.84 / 1
    8      0.86 / 0.71 / 3    0.89 / 0.65 / 0
    9      1.00 / 0.74 / 0    0.97 / 0.80 / 1
    10     0.97 / 0.83 / 0    0.95 / 0.90 / 2
    11     0.95 / 0.93 / 2    0.94 / 0.74 / 1
    12     0.91 / 0.75 / 3    0.96 / 0.68 / 1
    13     1.00 / 0.91 / 0    0.97 / 0.93 / 1
    14     0.95 / 0.82 / 2    0.88 / 0.86 / 2
    15     1.00 / 0.86 / 0    0.86 / 0.86 / 1
    16     0.83 / 0.83 / 0    0.91 / 0.69 / 1
    17     0.97 / 0.95 / 0    1.00 / 0.97 / 0
    18     0.82 / 0.68 / 1    0.74 / 0.46 / 3
    19     0.83 / 0.71 / 3    0.76 / 0.62 / 5
    20     0.90 / 0.72 / 1    0.93 / 0.61 / 2
    21     0.82 / 0.54 / 2    0.71 / 0.43 / 4
    22     0.96 / 0.94 / 1    0.95 / 0.91 / 2
    23     0.89 / 0.73 / 2    0.78 / 0.70 / 5
    24     0.86 / 0.77 / 3    0.85 / 0.85 / 3
    =====  =================  =================
    """
    total = score([row for row in sentences(name) if row["lang"] == lang])
    print(f"{name} {lang} {total}")
    assert total.forbidden == [], str(total)
    assert total.precision >= _LEAST_RIGHT, str(total)
    assert total.recall >= _LEAST_FOUND, str(total)


# What takes the force out of a sentence, whatever the sentence says.
_FRAMES = {
    "zh": (
        *("如果{}", "要是{}就好了", "万一{}", "只要{}他就买", "除非{}", "听说{}", "据说{}"),
        *("可能{}", "好像{}", "估计{}", "不知道是不是{}", "问他是不是{}", "希望{}", "没说{}"),
        *("他朋友说{}", "隔壁老王说{}", "{}吗？"),
    ),
    "en": (
        *("if {} we can talk", "in case {}", "unless {} it's off", "once {} we sign", "I heard {}"),
        *("maybe {}", "apparently {}", "they say {}", "not sure whether {}", "wonder if {}"),
        *("is it true that {}?", "his neighbour says {}", "hopefully {}", "it's not that {}"),
    ),
}
_STATES = (
    *("money", "authority", "need", "intent", "pain", "obstacle", "site", "financing"),
    *("preference", "income_assets", "loan_purpose", "reason"),
)


@pytest.mark.parametrize(
    ("lang", "frame"), [(lang, frame) for lang, frames in _FRAMES.items() for frame in frames]
)
def test_what_is_not_stated_is_no_fact(lang: str, frame: str) -> None:
    stated = [
        row["text"]
        for name in ("heard.json", "held.json")
        for row in sentences(name)
        if row["lang"] == lang and not set(row["text"]) & set(",，。.;；?？")
        if [one.split("=")[0] for one in row["want"]] in [[f"fact:{state}"] for state in _STATES]
    ]
    assert len(stated) > 50
    found = {
        text: facts
        for text in map(frame.format, stated)
        if (facts := [one for one in hear(text) if one.split("=")[0].partition(":")[2] in _STATES])
    }
    assert not found
