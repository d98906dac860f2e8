"""The fields of a lead, each once, in the order in which files and JSON have them.

Whatever lists a lead's fields is derived from here: options, columns of files, keys of JSON,
merging, masking, erasure. A new field is added here, in its table with a migration, and in words:
``field.NAME``, ``opt.NAME``, its names in other programs and its column name in Chinese.
"""

from functools import partial
from typing import NamedTuple

from leadq.domain.leads.status import LEFT_KINDS

TEXT, TRADE, STATUS, MONEY, DAY = "text", "trade", "status", "money", "day"
CHOICE, LINK = "choice", "link"
LIST, MAPPING = "list", "mapping"
"""Kinds of what people fill in a column of the lead; the last two are kept there as JSON. A choice
is one of the field's own words; a link is the key of another lead."""
KEY, STAMPS, COMPUTED = "key", "stamps", "computed"
"""Kinds of what the program fills: its key, when each field was changed, what follows from it."""
REACH, FACT, STEP = "reach", "fact", "step"
"""Kinds of what is kept elsewhere: ways to reach a lead, a fact, the open follow-up."""
KEPT, JOINED, EARLIEST, STANDS = "kept", "joined", "earliest", "stands"
"""What a merge of two leads takes: what the kept one has, both, the earlier day, and for how a
lead stands what the one has that is worked on."""
WHO, WORDS = "who", "words"
"""What a text may tell of people: who the lead is, or words in which anybody may be mentioned."""
HEAD, APART = 0, -1
"""Where a card shows a field: in its head, or apart; else its place in the line behind the head."""


class LeadField(NamedTuple):
    """One field of a lead, by default a plain text that can be typed and cleared.

    ``option`` names it where it is typed, "" where it is not, None by its own name; ``needed``
    is never empty; ``between`` is what joins the cells of several columns of a file; ``masked``
    tells how somebody is reached; ``listed`` is in the JSON of every lead, not of a card alone;
    ``allowed`` are the words of a choice.
    """

    name: str
    kind: str = TEXT
    option: str | None = None
    needed: bool = False
    merges: str = KEPT
    between: str = ""
    personal: str = WORDS
    masked: bool = False
    shown: int = 9
    listed: bool = True
    allowed: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """Return the name of its option; "" for what is not typed."""
        return self.name if self.option is None else self.option


_own = partial(LeadField, option="", shown=APART)
_computed = partial(_own, kind=COMPUTED)
FIELDS = (
    _computed("number"),
    _own("id", KEY),
    LeadField("name", needed=True, personal=WHO, shown=HEAD),
    LeadField("title", shown=HEAD),
    LeadField("company", personal=WHO, shown=HEAD),
    LeadField("phones", REACH, "phone", between="; ", shown=APART),
    LeadField("emails", REACH, "email", between="; ", shown=APART),
    LeadField("wechat", REACH, shown=APART),
    LeadField("address", between=" ", masked=True, shown=APART),
    LeadField("region", between=" ", shown=4),
    LeadField("source", shown=2),
    LeadField("product", shown=1),
    LeadField("profile", TRADE, needed=True, shown=APART),
    LeadField("owner", personal="", shown=3),
    _own("status", STATUS, merges=STANDS),
    LeadField("budget", MONEY, shown=APART),
    LeadField("need_by", FACT, shown=APART),
    LeadField("tags", LIST, "tag", merges=JOINED, between="; ", shown=APART),
    LeadField("note", merges=JOINED, between="\n", shown=APART),
    _computed("grade"),
    _computed("grade_best"),
    _computed("grade_by"),
    _computed("holds_until"),
    _computed("recheck"),
    _computed("man"),
    _computed("signals"),
    _computed("touches"),
    _own("created_on", DAY, needed=True, merges=EARLIEST),
    _computed("last_touch"),
    _own("next", STEP),
    _own("key_customer", CHOICE, listed=False, allowed=("yes", "no")),
    _own("referred_by", LINK, listed=False),
    _own("amount", MONEY, merges=STANDS, listed=False),
    _own("reason", merges=STANDS, listed=False),
    _own("left_kind", CHOICE, merges=STANDS, listed=False, allowed=LEFT_KINDS),
    _own("parked_until", DAY, merges=STANDS, listed=False),
    _own("changed", STAMPS, listed=False),
    _own("extra", MAPPING, merges=JOINED),
)
BY_NAME = {field.name: field for field in FIELDS}


def named(*kinds: str) -> tuple[str, ...]:
    """Return the fields of some kinds."""
    return tuple(field.name for field in FIELDS if field.kind in kinds)


PLAIN = named(TEXT, TRADE, STATUS, MONEY, CHOICE, LINK)
"""The columns of a lead that are kept as they are given."""
PACKED = named(LIST, MAPPING)
"""The columns of a lead that are kept as JSON."""
COLUMNS = named(TEXT, TRADE, STATUS, MONEY, CHOICE, LINK, DAY, LIST, MAPPING)
"""Every column of a lead that people fill."""
MERGED = tuple(name for name in COLUMNS if BY_NAME[name].merges != STANDS)
"""The columns that change one by one."""
STANDING = ("status", "parked_until", "left_kind", "reason", "amount")
"""The columns that change together: how a lead stands; they are stamped as ``status``."""
MONIES = named(MONEY)
MARKS = named(CHOICE, LINK)
"""The columns that not every text can fill."""
TEXTS = tuple(name for name in named(TEXT) if not BY_NAME[name].needed)
"""The texts that a lead can go without."""
FILLABLE = (*TEXTS, *MONIES, *MARKS)
"""The columns that a file can leave empty, and that can be filled later."""
TYPED = tuple(field for field in FIELDS if field.typed)
"""The fields that are typed as options, in the order of the options."""
CLEARABLE = (*(field.name for field in TYPED if not field.needed), "key_customer", "referred_by")
REACHES = {field.typed: field.name for field in FIELDS if field.kind == REACH}
"""The field that the ways to reach a lead of each kind make up."""
MASKED = tuple(field.name for field in FIELDS if field.masked)
SEVERAL = frozenset(field.name for field in FIELDS if field.between)
"""The fields that more than one column of a file may fill."""
NEXT = ("next_on", "next_by", "next_goal")
"""The open follow-up in a file of leads."""
LISTED = tuple(field.name for field in FIELDS if field.listed)
"""The keys of a lead in JSON."""
APART_KEYS = tuple(field.name for field in FIELDS if not (field.listed or field.kind == STAMPS))
"""The keys that a lead has besides on a card and in a file of leads."""
FILED = tuple(name for field in FIELDS for name in (NEXT if field.kind == STEP else (field.name,)))
"""The columns of a lead in a file."""
IN_HEAD = tuple(field.name for field in FIELDS if field.shown == HEAD)
BEHIND_HEAD = tuple(
    field.name for field in sorted(FIELDS, key=lambda one: one.shown) if field.shown > HEAD
)


def telling(of: str) -> tuple[str, ...]:
    """Return the columns that tell who a lead is (WHO), or that may mention anybody (WORDS)."""
    found = (BY_NAME[name] for name in named(TEXT, LIST, MAPPING))
    return tuple(field.name for field in found if field.personal == of)
