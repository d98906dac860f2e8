"""How the fields of two leads become those of one: nothing that was noted is lost.

What the kept lead says stands; what it leaves open the other fills; what contradicts is set
aside among the other fields, as "merged company".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from leadq.domain.fields import BY_NAME, KEPT, MERGED, STANDING
from leadq.domain.grading.outlook import OPEN, PARKED

KEEP, OTHER, BOTH = "keep", "other", "both"
_KEPT = tuple(name for name in MERGED if BY_NAME[name].merges == KEPT)
ASIDE = "merged "
"""How the name of a field begins that holds what was set aside."""


class Taken(NamedTuple):
    """One field of the merged lead: its value, whose it is, and what was set aside for it."""

    field: str
    value: Any
    origin: str
    aside: Any = None


@dataclass
class MergedFields:
    """The columns of the kept lead that change, and what to tell of them."""

    changes: dict[str, Any] = field(default_factory=dict)
    told: list[Taken] = field(default_factory=list)


def merge_fields(keep: Mapping[str, Any], other: Mapping[str, Any], today: str) -> MergedFields:
    """Merge the columns of two leads; days are ISO texts, ``tags`` a list, ``extra`` a mapping.

    The lead that is worked on decides the status: an open one is never closed by a merge.
    """
    merged = MergedFields()
    extra = _unite_extra(keep["extra"], other["extra"])
    for name in _KEPT:
        _take(merged, extra, name, keep[name], other[name])
    _take_standing(merged, extra, keep, other, today)
    tags = list(dict.fromkeys([*keep["tags"], *other["tags"]]))
    if tags != keep["tags"]:
        merged.changes["tags"] = tags
        merged.told.append(Taken("tags", tags, BOTH))
    _take_note(merged, keep["note"], other["note"])
    if other["created_on"] < keep["created_on"]:
        merged.changes["created_on"] = other["created_on"]
        merged.told.append(Taken("created_on", other["created_on"], OTHER))
    if extra != keep["extra"]:
        merged.changes["extra"] = extra
    return merged


def set_aside(extra: dict[str, Any], name: str, value: Any) -> None:
    """Keep a value that another one stands in for; several of one field are joined by "; "."""
    key = name if name.startswith(ASIDE) else f"{ASIDE}{name}"
    kept = extra.get(key)
    if kept is None:
        extra[key] = value
    elif str(value) not in str(kept).split("; "):
        extra[key] = f"{kept}; {value}"


def _unite_extra(keep: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    extra = dict(keep)
    for name, value in other.items():
        if name not in extra:
            extra[name] = value
        elif extra[name] != value:
            set_aside(extra, name, value)
    return extra


def _take(merged: MergedFields, extra: dict[str, Any], name: str, ours: Any, theirs: Any) -> None:
    if theirs is None or ours == theirs:
        return
    if ours is None:
        merged.changes[name] = theirs
        merged.told.append(Taken(name, theirs, OTHER))
        return
    set_aside(extra, name, theirs)
    merged.told.append(Taken(name, ours, KEEP, theirs))


def _take_standing(
    merged: MergedFields,
    extra: dict[str, Any],
    keep: Mapping[str, Any],
    other: Mapping[str, Any],
    today: str,
) -> None:
    """Take status, reason and amount from the lead that is worked on; the kept one if both are."""
    if keep["status"] == other["status"] != PARKED:
        for name in STANDING[3:]:
            _take(merged, extra, name, keep[name], other[name])
        return
    theirs = _rank(other, today) < _rank(keep, today)
    winner, loser, origin = (other, keep, OTHER) if theirs else (keep, other, KEEP)
    for name in STANDING:
        value, lost = winner[name], loser[name]
        if value != keep[name]:
            merged.changes[name] = value
        if value == lost:
            continue
        if lost is not None:
            set_aside(extra, name, lost)
        if lost is not None or theirs:
            merged.told.append(Taken(name, value, origin, lost))


def _rank(lead: Mapping[str, Any], today: str) -> tuple[int, str]:
    """Sort the lead first that wants work the soonest: open, then parked, then closed."""
    if lead["status"] == OPEN or (lead["status"] == PARKED and lead["parked_until"] <= today):
        return 0, ""
    return (1, lead["parked_until"]) if lead["status"] == PARKED else (2, "")


def _take_note(merged: MergedFields, ours: str | None, theirs: str | None) -> None:
    if not theirs or theirs in (ours or ""):
        return
    note = f"{ours}\n{theirs}" if ours else theirs
    merged.changes["note"] = note
    merged.told.append(Taken("note", note, BOTH if ours else OTHER))
