"""Target and potential customers (method §4)."""

from __future__ import annotations

import pytest

from leadq.domain.grading.classes import CLASSES, customer_class

from ..helpers import known


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, None),
        ({"money": "yes"}, None),
        ({"need": "no"}, None),
        ({"need": "yes"}, "potential"),
        ({"need": "yes", "money": "yes"}, "potential"),
        ({"intent": "no", "need": "yes", "money": "yes"}, None),
        ({"intent": "yes"}, "potential"),
        ({"intent": "yes", "money": "yes"}, "target_strong"),
        ({"engagement": "comparing", "money": "yes"}, "target_strong"),
        ({"intent": "yes", "money": "no"}, "target_no_means"),
        ({"intent": "yes", "money": "no", "authority": "yes"}, "target_no_means"),
        ({"intent": "yes", "money": "no", "authority": "yes", "need": "yes"}, "target_weak"),
        ({"intent": "yes", "money": "no", "financing": "yes"}, "target_weak"),
        ({"intent": "yes", "money": "no", "financing": "no"}, "target_no_means"),
        ({"intent": "yes", "repayment_source": "yes"}, "target_weak"),
        ({"engagement": "bargaining", "intent": "no", "money": "yes"}, None),
    ],
)
def test_classes(values: dict[str, str], wanted: str | None) -> None:
    assert customer_class(known(**values)) == wanted
    assert wanted is None or wanted in CLASSES
