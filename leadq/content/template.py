"""The text of a new profile or script, commented, for the user to fill in."""

from __future__ import annotations

from leadq.content.schemas.schema import is_word
from leadq.errors import UsageError

_PROFILE = """\
# A trade of your own: what to ask, when a lead is A or B, how often to follow up.
# Every text stands in English and Chinese. Try it: leadq script check
version = 1
id = "{id}"                            # the same as the file's name
name = {{ en = "{id}", zh = "{id}" }}
about = {{ en = "What this trade sells, in a sentence.", zh = "一句话说明这个行业卖什么。" }}

# The order of the questions. Left out: need, money, authority, the facts below, pain, obstacle.
# ask = ["need_by", "need", "money", "authority", "engagement", "reason", "sample_tested"]

# A fact that only this trade asks about. kind: yes_no, choice, date, number or text.
[[facts]]
id = "sample_tested"
kind = "yes_no"
label = {{ en = "Sample tested", zh = "试样" }}
question = {{ en = "Have they tested a sample?", zh = "样品试过了吗？" }}
hint = {{ en = "Ask who tested it and what came out.", zh = "问问谁试的、结果怎样。" }}
recheck = {{ en = "Is the test still valid?", zh = "试样结果现在还算数吗？" }}
says = {{ yes = {{ en = "tested", zh = "试过" }}, no = {{ en = "not tested", zh = "没试" }} }}

# A fact everybody has, worded for this trade: only what is given here is replaced.
[[facts]]
id = "need_by"
question = {{ en = "By when must we deliver?", zh = "最晚哪天要到货？" }}

# The grade: A when every criterion is met at A, B when every one is met at least at B.
[[criteria]]
id = "engagement"
label = {{ en = "Talks", zh = "洽谈程度" }}
facts = ["engagement"]
A = {{ engagement = ["bargaining"] }}
B = {{ engagement = ["comparing", "bargaining"] }}
wants.A = {{ en = "they bargain", zh = "讨价还价" }}
wants.B = {{ en = "they ask and compare", zh = "询价比较" }}

[[criteria]]
id = "sample"
label = {{ en = "Sample", zh = "试样" }}
facts = ["sample_tested"]              # several facts: all must fit; with any = true one is enough
A = {{ sample_tested = ["yes"] }}
B = {{ sample_tested = ["yes", "no"] }}
wants.A = {{ en = "a sample tested", zh = "样品试过" }}
wants.B = {{ en = "the sample talked about", zh = "谈过试样" }}

[[criteria]]
id = "need_by"
label = {{ en = "Needed by", zh = "到货时间" }}
facts = ["need_by"]
A = {{ need_by = {{ within_days = 30 }} }}   # a date: at most so many days ahead
B = {{ need_by = {{ within_days = 90 }} }}   # a number would say: {{ at_least = 50000 }}
wants.A = {{ en = "delivery within 30 days", zh = "30 天内到货" }}
wants.B = {{ en = "delivery within 90 days", zh = "90 天内到货" }}

# What follows may be left out, whole or in part: it then comes from the trade "general".
[shelf_days]                           # after so many days a fact is asked again
sample_tested = 90

# [caps]                               # the best grade while MAN is not all yes / there is no need
# not_all_man = "B"
# need_no = "C"

[cadence]                              # by: visit phone wechat sms email other
B = {{ every_days = 7, by = "wechat", goal = {{ en = "book the test", zh = "约好试样" }} }}

# [overdue_days]                       # later than this, the manager is told
# A = 2

# [aftersale]                          # planned by a win: days after it, 0 for none
# delivery = {{ days = 14, by = "visit" }}
"""

_SCRIPT = """\
# Questions of your own, asked one by one. Every text stands in English and Chinese.
# Try it: leadq script check
version = 1
id = "{id}"                            # the same as the file's name
name = {{ en = "{id}", zh = "{id}" }}
about = {{ en = "What these questions find out.", zh = "这些问题要弄清什么。" }}
# profile = "equipment"                # the trade it is for
# again = true                         # for every call or visit anew: asked again on another day

# A fact that leadq knows already is named; leadq script show discovery lists more of them.
[[steps]]
fact = "need"
stage = {{ en = "To begin", zh = "开头" }}

# A new fact is described here. kind: yes_no, choice, date, number or text.
[[steps]]
fact = "last_purchase"
kind = "choice"
label = {{ en = "Last purchase", zh = "上次购买" }}
question = {{ en = "How did the last purchase go?", zh = "上次买得怎么样？" }}
hint = {{ en = "Let them tell the story; do not help.", zh = "让他自己讲，别插话。" }}
listen = {{ en = "What they would do otherwise.", zh = "他说哪里下次要换个做法。" }}
need = "implicit"                      # explicit: they know it; implicit: not yet said aloud
values = ["bad", "good"]               # worst first
choices.bad = {{ en = "With trouble", zh = "不顺" }}
choices.good = {{ en = "Well", zh = "顺利" }}
says.bad = {{ en = "went badly", zh = "不顺" }}
says.good = {{ en = "went well", zh = "顺利" }}

[[steps]]
fact = "last_trouble"
kind = "text"
label = {{ en = "What went wrong", zh = "不顺在哪" }}
question = {{ en = "What exactly went wrong?", zh = "具体是哪里不顺？" }}
hint = {{ en = "One example is worth more than a judgement.", zh = "一个例子胜过一句评价。" }}
when = {{ fact = "last_purchase", is = ["bad"] }}   # asked only after that answer
"""

_TEXTS = {"profile": _PROFILE, "script": _SCRIPT}


def template(kind: str, id_: str) -> str:
    """Return the text of a new ``"profile"`` or ``"script"`` that passes the check as it is.

    UsageError ``bad_content_id`` if the id holds anything but letters, digits, ``_`` and ``-``.
    """
    if not is_word(id_):
        raise UsageError("bad_content_id", hint="bad_content_id", id=id_)
    return _TEXTS[kind].format(id=id_)
