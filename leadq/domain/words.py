"""The words that rules, content and store share: grades, slots of a cadence, channels, kinds."""

from __future__ import annotations

GRADES = ("A", "B", "C")
SLOTS = (*GRADES, "cultivate", "ungraded")
"""What a cadence has a line for (method §5)."""
CHANNELS = ("visit", "phone", "wechat", "sms", "email", "other")
KINDS = DELIVERY, SERVICE, REVISIT = ("delivery", "service", "revisit")
"""What follows a sale, kind by kind (§14)."""
KEY = "key"
AFTER_SLOTS = (*KINDS, KEY)
AFTERSALE_SEEN = (REVISIT, KEY)
"""How customers are seen again: ordinary ones, and key ones."""
CHECK = "@check"
"""The text of the promise to ask, after a complaint is solved, whether they are satisfied."""
CONSENT = "consent"
"""The fact that says whether a person agrees to be contacted."""
