"""The tags of a row come back as they were read."""

from __future__ import annotations

import pytest

from leadq.exchange.columns.layout import Row
from leadq.usecases.importing.row_texts import read_tags


@pytest.mark.parametrize("cell", ["vip\r\nnew", "vip\rnew", "[vip]\n#new ", "vip, # new\u3000"])
def test_no_tag_keeps_what_stands_around_it(cell: str) -> None:
    found = read_tags(Row({"tags": cell}, {}, {}), own=False)
    assert found == ["vip", "new"]
    assert read_tags(Row({"tags": "; ".join(found)}, {}, {}), own=True) == found
