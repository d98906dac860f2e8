"""All content by id: built-in files, and the user's own that add to or replace them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from leadq.content import readers
from leadq.content.folders import BUILTIN, Shelf
from leadq.content.loader import Mistakes, read_toml
from leadq.content.naming import find_named, meant_by, nearest_named, unknown_named
from leadq.content.texts import Named
from leadq.errors import ConfigError

if TYPE_CHECKING:
    from leadq.content.hearings import Heard
    from leadq.content.model import FactDef, Profile, Script
    from leadq.content.schemas.card_schema import CardGroup
    from leadq.content.schemas.guide_schema import Guide
    from leadq.content.schemas.people_schema import People
    from leadq.content.schemas.play_schema import Message, Play, Plays
    from leadq.domain.grading.rules import Rules

_FACTS, _PEOPLE, _CARD = (BUILTIN / f"{name}.toml" for name in ("facts", "people", "card"))
PROFILES, SCRIPTS, GUIDES, PLAYS = "profiles", "scripts", "guides", "plays"
_HEARING = "hearing"
DEFAULT_PROFILE = "general"
_GENERAL = BUILTIN / PROFILES / f"{DEFAULT_PROFILE}.toml"
GRADING = "grading"
_SHARED = "discovery"


class Library(Shelf):
    """Content that is read when asked for; made by ``open_library``.

    ``problems``: mistakes in user files that were stepped over, for the caller to show.
    """

    def __init__(self, user_dir: Path | None) -> None:
        super().__init__(user_dir)
        self._core: dict[str, FactDef] | None = None
        self._base: Rules | None = None
        self._profiles: dict[str, Profile] = {}
        self._scripts: dict[tuple[str, str], Script] = {}
        self._defined: dict[Path, dict[str, FactDef]] = {}
        self._guides: dict[str, Guide] = {}
        self._people: People | None = None
        self._groups: tuple[CardGroup, ...] = ()
        self._plays: dict[str, Plays] = {}
        self._heard: dict[tuple[tuple[str, ...], frozenset[str] | None], Heard] = {}

    def profile(self, id_: str) -> Profile:
        """Return a trade; RefusedError if nobody knows it, ConfigError if its only file is bad."""
        if id_ not in self._ids(PROFILES):
            id_ = meant_by("profile", id_, ((p.id, p.name) for p in self._all_profiles()))
        if id_ not in self._profiles:
            paths = self._sources(PROFILES, id_, "profile")
            self._profiles[id_] = self._first_good(paths, self._read_profile)
        return self._profiles[id_]

    def script(self, id_: str, profile: str | None = None) -> Script:
        """Return a script, of its variant ``<id>-<profile>`` where there is one.

        RefusedError if nobody knows it, ConfigError if its only file is bad.
        """
        if id_ not in self._ids(SCRIPTS):
            scripts = self._all_of(self.script_ids(), self.script)
            id_ = meant_by("script", id_, ((s.id, s.name) for s in scripts))
        variant = f"{id_}-{profile}"
        name = variant if profile and variant in self._ids(SCRIPTS) else id_
        key = (name, profile or "")
        if key not in self._scripts:
            paths = self._sources(SCRIPTS, name, "script")
            self._scripts[key] = self._first_good(
                paths, lambda path: self._read_script(path, profile)
            )
        return self._scripts[key]

    def guide(self, id_: str) -> Guide:
        """Return a guide; RefusedError if nobody knows it, ConfigError if its only file is bad."""
        if id_ not in self._guides:
            paths = self._sources(GUIDES, id_, "guide")
            self._guides[id_] = self._first_good(paths, readers.read_guide_file)
        return self._guides[id_]

    def find_guides(self, text: str, lang: str) -> list[Guide]:
        """Return the guides that hold every word of a text, best first; all for an empty one."""
        from leadq.content.guide_search import search_guides

        return search_guides(self._all_of(self.guide_ids(), self.guide), text, lang)

    def play(self, profile_id: str, case: str) -> Play:
        """Return goal and ways for a slot or MAN code; a trade stands over ``general`` (§14)."""
        own = self._plays_of(profile_id).plays
        return own[case] if case in own else self._plays_of(DEFAULT_PROFILE).plays[case]

    def messages(self, profile_id: str) -> list[Message]:
        """Return the messages of a trade, its own before those of ``general``."""
        own = self._plays_of(profile_id).messages
        return list({**own, **self._plays_of(DEFAULT_PROFILE).messages, **own}.values())

    def _plays_of(self, profile_id: str) -> Plays:
        if profile_id not in self._plays:
            both = ((readers.take_plays, False), (readers.read_plays_file, True))
            told = ((read, self._folder(PLAYS, is_own).get(profile_id)) for read, is_own in both)
            read = [read(path) for read, path in told if path]
            self._note([error for _, errors in read for error in errors])
            self._plays[profile_id] = readers.join_plays(found for found, _ in read if found)
        return self._plays[profile_id]

    def people(self) -> People:
        """Return customer types, motives, mindsets, stages and signs; ConfigError if damaged."""
        if self._people is None:
            self._people = self._first_good([_PEOPLE], readers.read_people_file)
        return self._people

    def card_groups(self) -> tuple[CardGroup, ...]:
        """Return the groups in which a card says what is known (§14); ConfigError if damaged."""
        if not self._groups:
            self._groups = self._first_good([_CARD], readers.read_card_file)
        return self._groups

    def fact(self, id_: str, profile_id: str) -> FactDef:
        """Return a fact as a trade words it; RefusedError with the nearest id if it is unknown.

        A fact of a script or of another trade is found too: a lead may have changed its trade.
        """
        trade = self.profile(profile_id)
        found = self._find(id_, trade)
        if found is not None:
            return found
        known = list(self._named_facts(trade))
        meant = find_named(id_, known)
        found = self._find(meant, trade) if meant else None
        if found is None:
            near = nearest_named(id_, known)
            script = self.script_of(near[0].id, trade.id) if near else GRADING
            raise unknown_named("fact", id_, known, script)
        return found

    def script_of(self, fact_id: str, profile_id: str) -> str:
        """Return the script in which a fact is asked in a trade, the grading one before others."""

        def asks(id_: str) -> bool:
            return any(step.fact == fact_id for step in self.script(id_, profile_id).steps)

        return next((id_ for id_ in (GRADING, *self.script_ids()) if asks(id_)), GRADING)

    def _named_facts(self, trade: Profile) -> Iterable[Named]:
        asked = dict.fromkeys([*trade.rules.ask, *trade.facts, *self.fact_ids()])
        found = ((id_, self._find(id_, trade)) for id_ in asked)
        return (Named(id_, definition.label) for id_, definition in found if definition)

    def hearing(self, langs: Collection[str], fields: frozenset[str] | None = None) -> Heard:
        """Return how the given languages are heard: built-in files, then the user's own.

        ``fields``: the facts whose rules are asked for alone, None for all there is.
        """
        key = (tuple(langs), fields)
        if key not in self._heard:
            builtin, own = self._both(_HEARING)
            self._heard[key] = readers.read_hearing_files(builtin, own, langs, fields, self._note)
        return self._heard[key]

    def profile_ids(self) -> tuple[str, ...]:
        """Return the ids of all trades, ``general`` first."""
        return tuple(sorted(self._ids(PROFILES), key=lambda id_: (id_ != DEFAULT_PROFILE, id_)))

    def script_ids(self) -> tuple[str, ...]:
        """Return the ids of all scripts in alphabetical order."""
        return tuple(sorted(self._ids(SCRIPTS)))

    def guide_ids(self) -> tuple[str, ...]:
        """Return the ids of all guides in alphabetical order."""
        return tuple(sorted(self._ids(GUIDES)))

    def fact_ids(self) -> tuple[str, ...]:
        """Return the ids of all facts: core, of every trade, of every script."""
        ids = dict.fromkeys(self._core_facts())
        for profile in self._all_profiles():
            ids.update(dict.fromkeys(profile.facts))
        for script in self.script_ids():
            ids.update(dict.fromkeys(self._defined_in(script)))
        return tuple(ids)

    def is_user(self, kind: str, id_: str) -> bool:
        """Say whether the user has a file for a profile, script or guide (``kind``) of this id."""
        return id_ in self._folder(f"{kind}s", is_user=True)

    def check(self) -> list[ConfigError]:
        """Return every mistake in every file, built-in and user's, shadowed ones too."""
        errors = readers.read_facts_file(_FACTS)[1]
        if errors:
            return errors
        for path in self._all_files(PROFILES):
            errors += self._read_profile(path)[1]
        for path in self._all_files(SCRIPTS):
            errors += self._read_script(path, None)[1]
        for path in self._all_files(GUIDES):
            errors += readers.read_guide_file(path)[1]
        for path in self._all_files(PLAYS):
            errors += readers.read_plays_file(path)[1]
        errors += readers.check_hearing_files(*self._both(_HEARING), self.fact_ids())
        return errors + readers.read_people_file(_PEOPLE)[1] + readers.read_card_file(_CARD)[1]

    def _read_profile(self, path: Path) -> tuple[Profile | None, list[ConfigError]]:
        from leadq.content.schemas.profile_schema import read_profile

        def read(data: dict[str, object], report: Mistakes) -> Profile | None:
            base = None if path == _GENERAL else self._base_rules()
            return read_profile(data, report, self._core_facts(), base)

        return readers.load_file(path, read)

    def _read_script(
        self, path: Path, profile: str | None
    ) -> tuple[Script | None, list[ConfigError]]:
        from leadq.content.schemas.script_schema import read_script

        report = Mistakes(path)
        data = read_toml(path, report)
        if data is None:
            return None, report.errors
        own = data.get("profile")
        named = own if isinstance(own, str) and own in self._ids(PROFILES) else profile
        words = self._wording(named or DEFAULT_PROFILE)
        asked = {id_: words.facts[id_] for id_ in words.rules.ask}
        script = read_script(
            data, report, lambda id_: self._find(id_, words), asked, self.profile_ids()
        )
        return script, report.errors

    def _wording(self, profile_id: str) -> Profile:
        try:
            return self.profile(profile_id)
        except ConfigError as error:
            # The trade's own mistake is shown for its own file; the questions can still be asked.
            self._note([error])
            return self.profile(DEFAULT_PROFILE)

    def _find(self, id_: str, profile: Profile) -> FactDef | None:
        found = profile.facts.get(id_) or self._script_fact(id_, profile.id)
        if found is not None:
            return found
        if id_.startswith("sign_"):
            from leadq.content.schemas.people_schema import sign_facts

            return sign_facts(self.people()).get(id_)
        return next((one.facts[id_] for one in self._all_profiles() if id_ in one.facts), None)

    def _script_fact(self, id_: str, profile_id: str) -> FactDef | None:
        first = (f"{_SHARED}-{profile_id}", _SHARED)
        known = self._ids(SCRIPTS)
        for script in dict.fromkeys([*(one for one in first if one in known), *self.script_ids()]):
            found = self._defined_in(script).get(id_)
            if found is not None:
                return found
        return None

    def _defined_in(self, script_id: str) -> Mapping[str, FactDef]:
        from leadq.content.schemas.script_schema import defined_facts

        for path in self._sources(SCRIPTS, script_id, "script"):
            if path not in self._defined:
                report = Mistakes(path)
                data = read_toml(path, report)
                self._note(report.errors)
                self._defined[path] = defined_facts(data, report) if data is not None else {}
                if data is None:
                    continue
            return self._defined[path]
        return {}

    def _all_profiles(self) -> Iterable[Profile]:
        return self._all_of(self.profile_ids(), self.profile)

    def _core_facts(self) -> dict[str, FactDef]:
        if self._core is None:
            facts, errors = readers.read_facts_file(_FACTS)
            if errors:
                raise errors[0]
            self._core = facts or {}
        return self._core

    def _base_rules(self) -> Rules:
        if self._base is None:
            general, errors = self._read_profile(_GENERAL)
            if general is None:
                raise errors[0]
            self._base = general.rules
        return self._base


def open_library(user_dir: Path | None) -> Library:
    """Return the library over the built-in content and a user's folder; reads nothing yet."""
    return Library(user_dir)
