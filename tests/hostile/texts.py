"""The texts that nobody should type, and what must never come out on a terminal."""

from __future__ import annotations

import unicodedata

MARKUP = "[red]x[/red] [/] [bold [link=http://x.cn]y[/link] :smile: {} {0} {name.__class__} %s %n"
SHELL = "$(touch owned) `id` ; && | > x 'a\" \\ -- * ~"
ANSI = (
    "\x1b[31mred\x1b[0m \x9b2J \x1b]0;title\x07 \x1b]8;;http://x.cn\x1b\\y\x1b]8;;\x1b\\"
    " \x1b]52;c;ZXZpbA==\x07 \x9d52;c;eA==\x9c ab\x08\x08cd \x7f"
)
BREAKS = "one\ntwo\r\nthree\rfour\u2028five\u2029six\x85seven\x0beight\x0cnine\tten"
BIDI = "abc\u202edef\u2066ghi\u2069\u200fjkl\u061c\u202c"
THIN = "a\u200bb\u200dc\u2060d\ufeffe\u00adf 👩\u200d🔧 e\u0301\u0301\u0301 \U000e0041"
HALVES = "a\udcffb\ud800c\udfffd"
NULL = "a\0b"
BLANKS = ("\u200b", "\ufeff \u2060", "\u3164", "\u2800\u00a0", "\x07\x1b", "\u202e", "\ufe0f")
"""Names that nobody can see."""

SHELL_NAMES = (
    "Bob \\$(touch PWNED)",
    "$(touch PWNED)",
    "`touch PWNED`",
    "\\`touch PWNED\\`",
    "'$(touch PWNED)'",
    "a'; touch PWNED; '",
    'b"; touch PWNED; "',
    "c)) ; touch PWNED ; ((",
    "d && touch PWNED",
    "e | touch PWNED",
    "f > PWNED",
    "g\ntouch PWNED",
    "h\rtouch PWNED",
    "-rf",
    "--db=PWNED",
    "~/PWNED",
    "=touch",
    "i{PWNED,x}*?[a]",
    "j:k\\:l:::m",
    "n\to",
    "!!",
    "^a^b",
    "%F{red}%n %{\x1b[31m%}",
    "(touch PWNED)",
    "@(touch PWNED)",
    "${(e):-\\$(touch PWNED)}",
    "\\x1b\\]0;p\\a",
    "Acme [/]",
    "[bold",
    "\x1b]0;title\x07 \x1b[2J\u202egpj.exe",
    "王建国；touch PWNED",
)
"""Names that want to be run by a shell that completes, prints or is pasted them."""

KINDS = {
    "markup": f"{MARKUP} {SHELL}",
    "codes": f"{ANSI} {BREAKS}",
    "unseen": f"{BIDI} {THIN}",
    "broken": f"{HALVES} {NULL}",
    "formula": "=cmd|' /C calc'!A0",
}
"""One text for each way to do harm; between them they hold everything above."""

_STEERING = {
    *(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"),
    *(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    *"\u061c\u200e\u200f\u200b\u2028\u2029\u2060\ufeff",
}
_RISKY = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def steering(shown: str) -> set[str]:
    """Return the characters of an output that could steer a terminal or hide something."""
    found = _STEERING & set(shown)
    return found | {char for char in set(shown) if unicodedata.category(char) == "Cs"}


def is_formula(cell: str) -> bool:
    """Say whether a spreadsheet could run a cell; a plain number is none."""
    if not cell.startswith(_RISKY):
        return False
    try:
        float(cell)
    except ValueError:
        return True
    return not cell.isascii()
