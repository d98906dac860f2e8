"""A text in both languages of the program."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same thing said in English and in Chinese."""

    en: str
    zh: str

    def pick(self, lang: str) -> str:
        """Return the wording for a language; everything that is not Chinese reads English."""
        return self.zh if lang.startswith("zh") else self.en


class Named(NamedTuple):
    """An id and what it is called; what a refusal names as near or allowed."""

    id: str
    label: Text
