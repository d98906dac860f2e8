"""A member with the password and bad intent reads no other's book and writes nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from .server import Connection, TestHub, connect, make_database

TABLES = ("clock", "member", "device", "item", "lost", "left_book", "left_row", "alias", "erased",
          "suppressed", "standing")  # fmt: skip
CALLED = {"me", "my_books", "hello", "push", "feed", "seen", "erase", "add_member", "renew_member",
          "remove_member", "list_team", "retire", "list_foreign"}  # fmt: skip
MINE, THEIRS = "lead-of-li", "lead-of-wang"
SPAN = {"first_day": "2026-11-29", "until_day": "9999-12-31", "status": "open"}


class Caller:
    """A member with a bare connection."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self.device = str(uuid4())
        self.batch = 0

    def push(self, **ops: Any) -> dict[str, Any]:
        """Send a batch as a laptop would, whatever is in it."""
        given = (self.device, self.batch + 1, 0, uuid4().hex, json.dumps(ops))
        row = self.conn.execute("SELECT leadq.push(%s, %s, %s, %s, %s::jsonb)", given).fetchone()
        assert row is not None
        self.batch += 1
        answer: dict[str, Any] = row[0]
        return answer

    def ask(self, statement: str, *given: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return self.conn.execute(statement, given).fetchall()


def make_hub(database: str) -> TestHub:
    """Return a hub with a manager, and two reps who have a lead each."""
    hub = TestHub(database, "经理", "小王", "小李")
    with connect(hub.urls["小王"]) as one, connect(hub.urls["小李"]) as other:
        wang, li = Caller(one), Caller(other)
        wang.push(
            new=[
                ["lead", THEIRS, THEIRS, {"name": "王建国", "owner": "小王"}],
                ["reaches", THEIRS, THEIRS, {"reaches": [["phone", "1", None, "1"]]}],
                ["fact", "fact-of-wang", THEIRS, {"fact": "money", "value": "yes"}],
            ],
            standing=[[THEIRS, SPAN | {"next_on": "2026-11-30"}, []]],
        )
        wang.push(set=[["lead", THEIRS, THEIRS, {"name": ["另一个", "王建军"]}]])
        li.push(
            new=[
                ["lead", MINE, MINE, {"name": "李雷", "owner": "小李"}],
                ["fact", "fact-of-li", MINE, {"fact": "money", "value": "no"}],
            ]
        )
    return hub


@pytest.fixture(scope="module")
def hub(server: str) -> TestHub:
    """A hub on which nothing is to change."""
    return make_hub(make_database(server))


@pytest.fixture
def li(hub: TestHub) -> Iterator[Caller]:
    """The rep who covets what is in another's book."""
    with connect(hub.urls["小李"]) as conn:
        yield Caller(conn)


def contents(hub: TestHub) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that the hub holds, but how often it was asked."""
    kept = {}
    with connect(hub.owner) as owner:
        for table in TABLES[1:]:
            if table != "device":
                kept[table] = owner.execute(f"SELECT * FROM leadq.{table} ORDER BY 1, 2").fetchall()
    return kept


def test_only_ones_own_book_is_read(hub: TestHub, li: Caller) -> None:
    for table in ("item", "standing", "lost", "left_book"):
        assert li.ask(f"SELECT lead FROM leadq.{table} WHERE lead <> %s", MINE) == []
    fed = li.ask("SELECT lead, data::text FROM leadq.feed(%s, 0)", str(uuid4()))
    assert {lead for lead, _ in fed} == {"", MINE}
    assert not any("王" in (data or "") for _, data in fed)
    with connect(hub.urls["经理"]) as manager:
        seen = manager.execute("SELECT DISTINCT lead FROM leadq.item").fetchall()
    assert sorted(seen) == [(MINE,), (THEIRS,)]


@pytest.mark.parametrize("hidden", ["device", "clock.team", "member.login"])
def test_what_nobody_needs_is_not_read(li: Caller, hidden: str) -> None:
    table, _, column = hidden.partition(".")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        li.ask(f"SELECT {column or '*'} FROM leadq.{table}")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO leadq.{} SELECT * FROM leadq.{} WHERE false",
        "UPDATE leadq.{} SET {} = {}",
        "DELETE FROM leadq.{}",
        "TRUNCATE leadq.{}",
        "LOCK leadq.{} IN ACCESS EXCLUSIVE MODE",
        "ALTER TABLE leadq.{} DISABLE ROW LEVEL SECURITY",
        "DROP TABLE leadq.{}",
        "CREATE POLICY mine ON leadq.{} USING (true)",
        "CREATE INDEX ON leadq.{} (seq)",
        "GRANT ALL ON leadq.{} TO CURRENT_USER",
    ],
)
def test_no_table_is_written(hub: TestHub, li: Caller, table: str, statement: str) -> None:
    before = contents(hub)
    column = {"member": "name", "device": "batch"}.get(table, "seq")
    words = statement.replace("{} = {}", f"{column} = {column}").format(table, table)
    with li.conn.transaction(force_rollback=True):
        if words.startswith("GRANT"):
            # says only that nothing was granted
            li.conn.execute("SET LOCAL client_min_messages = error")
        with pytest.raises(psycopg.Error), li.conn.transaction():
            li.conn.execute(words)
            if words.startswith("GRANT"):
                li.conn.execute(f"DELETE FROM leadq.{table}")
    assert contents(hub) == before


HOSTILE_PUSHES: dict[str, dict[str, Any]] = {
    "a row on it": {"new": [["fact", "f1", THEIRS, {"fact": "money"}]]},
    "the lead itself": {"new": [["lead", THEIRS, THEIRS, {"name": "x", "owner": "小李"}]]},
    "its row": {"new": [["fact", "fact-of-wang", MINE, {"fact": "money", "value": "no"}]]},
    "its row, said to be there": {"new": [["fact", "fact-of-wang", THEIRS, {"value": "no"}]]},
    "its name": {"set": [["lead", THEIRS, THEIRS, {"name": ["王建军", "x"]}]]},
    "its name, said to be mine": {"set": [["lead", THEIRS, MINE, {"name": ["王建军", "x"]}]]},
    "its owner": {"set": [["lead", THEIRS, THEIRS, {"owner": ["小王", "小李"]}]]},
    "its row, changed": {"set": [["fact", "fact-of-wang", MINE, {"value": ["yes", "no"]}]]},
    "its row, moved": {"set": [["fact", "fact-of-wang", MINE, {"lead": [THEIRS, MINE]}]]},
    "my row, moved to it": {"set": [["fact", "fact-of-li", THEIRS, {"lead": [MINE, THEIRS]}]]},
    "its row, gone": {"gone": [["fact", "fact-of-wang", MINE]]},
    "it, gone": {"gone": [["lead", THEIRS, THEIRS]]},
    "it, merged into mine": {"alias": [[THEIRS, MINE]]},
    "mine, merged into it": {"alias": [[MINE, THEIRS]]},
    "something good before": {
        "new": [["fact", "f2", MINE, {"fact": "need"}], ["fact", "f3", THEIRS, {"fact": "need"}]]
    },
}


@pytest.mark.parametrize("ops", HOSTILE_PUSHES.values(), ids=HOSTILE_PUSHES.keys())
def test_no_push_reaches_what_is_anothers(hub: TestHub, li: Caller, ops: dict[str, Any]) -> None:
    before = contents(hub)
    with pytest.raises(psycopg.errors.RaiseException, match="leadq_foreign"):
        li.push(**ops)
    assert contents(hub) == before


def test_nobody_says_how_anothers_lead_stands(hub: TestHub, li: Caller) -> None:
    before = contents(hub)
    li.push(standing=[[THEIRS, SPAN | {"status": "lost"}, []]])
    assert contents(hub) == before


def deep(levels: int) -> str:
    """Return JSON that is nested so deep."""
    return '{"new": ' + "[" * levels + "]" * levels + "}"


@pytest.mark.parametrize(
    "ops",
    [
        "[]",
        "null",
        '"x"',
        '{"new": {}}',
        '{"set": 7}',
        deep(100_000),
        json.dumps({"new": [["spy", "u", MINE, {}]]}),
        json.dumps({"new": [["fact", None, MINE, {}]]}),
        json.dumps({"new": [["fact", "u", None, {}]]}),
        json.dumps({"new": [["fact", "u", MINE, []]]}),
        json.dumps({"new": [["fact", "u" * 20_000, MINE, {}]]}),
        json.dumps({"new": [["fact", "u" * 100, MINE, {}]]}),
        json.dumps({"new": [["fact", "u", MINE]]}),
        json.dumps({"set": [["fact", "fact-of-li", MINE, {"value": "no"}]]}),
        json.dumps({"set": [["fact", "fact-of-li", MINE, {"value": ["no"]}]]}),
        json.dumps({"set": [["fact", "fact-of-li", MINE, {"value": {"0": 1, "1": 2}}]]}),
        json.dumps({"set": [["fact", "fact-of-li", MINE, {"lead": [MINE, None]}]]}),
        json.dumps({"set": [["fact", "fact-of-li", MINE, {"lead": [MINE, "nowhere"]}]]}),
        json.dumps({"alias": [[MINE, "nowhere"]]}),
        json.dumps({"alias": [[MINE]]}),
        json.dumps({"standing": [[MINE, SPAN | {"next_on": "soon"}, []]]}),
        json.dumps({"standing": [[MINE, {}, []]]}),
        json.dumps({"standing": [[MINE]]}),
    ],
)
def test_what_is_no_batch_changes_nothing(hub: TestHub, li: Caller, ops: str) -> None:
    before = contents(hub)
    given = (li.device, 1, 0, "d", ops)
    with pytest.raises(psycopg.Error):
        li.ask("SELECT leadq.push(%s, %s, %s, %s, %s::jsonb)", *given)
    assert contents(hub) == before


@pytest.mark.parametrize("place", range(5))
def test_a_push_needs_everything(hub: TestHub, li: Caller, place: int) -> None:
    before = contents(hub)
    given: list[Any] = [li.device, 1, 0, "d", "{}"]
    given[place] = None
    with pytest.raises(psycopg.errors.RaiseException, match="leadq_malformed"):
        li.ask("SELECT leadq.push(%s, %s, %s, %s, %s::jsonb)", *given)
    assert contents(hub) == before


def test_anothers_device_is_not_taken(hub: TestHub, li: Caller) -> None:
    with connect(hub.owner) as owner:
        owned = "SELECT id::text, cursor, batch, gone FROM leadq.device WHERE member = 2"
        (theirs,) = owner.execute(owned).fetchall()
    li.device, li.batch = theirs[0], theirs[2]
    before = contents(hub)
    assert li.push(new=[["fact", "f4", MINE, {"fact": "need"}]]) == {"fork": True}
    li.ask("SELECT leadq.seen(%s, 9000000)", li.device)
    li.ask("SELECT leadq.retire(%s)", li.device)
    assert contents(hub) == before
    with connect(hub.owner) as owner:
        assert owner.execute(owned).fetchall() == [theirs]
    told = li.ask("SELECT leadq.hello(1, %s)", li.device)[0][0]
    assert told["batch"] is None


@pytest.mark.parametrize("leads", [[THEIRS], [MINE, THEIRS]])
def test_nobody_erases_anothers_lead(hub: TestHub, li: Caller, leads: list[str]) -> None:
    with li.conn.transaction(force_rollback=True):
        told = li.ask("SELECT leadq.erase(%s, %s, '[]')", li.device, leads)
        assert told == [([[THEIRS, None]],)]
        assert li.ask("SELECT lead FROM leadq.erased") == [(one,) for one in leads if one == MINE]
        assert li.ask("SELECT DISTINCT lead FROM leadq.item") == [(MINE,)] * (leads == [THEIRS])


def test_an_erasure_of_nothing_is_refused(hub: TestHub, li: Caller) -> None:
    before = contents(hub)
    with pytest.raises(psycopg.Error):
        li.ask("SELECT leadq.erase(%s, %s, '[]')", li.device, [None])
    assert contents(hub) == before


def test_only_whether_a_lead_is_anothers_is_told(li: Caller) -> None:
    told = li.ask("SELECT leadq.list_foreign(%s)", [MINE, THEIRS, "nobody's"])
    assert told == [([THEIRS],)]


def test_what_is_for_inside_is_not_called(hub: TestHub, li: Caller) -> None:
    found = li.ask(
        "SELECT proname, has_function_privilege(oid, 'EXECUTE') FROM pg_proc"
        " WHERE pronamespace = 'leadq'::regnamespace"
    )
    assert {name for name, may in found if may} == CALLED
    for statement in (
        "SELECT leadq.enrol('x', true, 'SCRAM-SHA-256$')",
        "SELECT leadq.renew('经理', 'SCRAM-SHA-256$')",
        "SELECT leadq.push_standing('[]', 1, 1, NULL)",
        "SELECT leadq.hang_up(session_user)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            li.ask(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT leadq.add_member('x', true, 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')",
        "SELECT leadq.renew_member('经理', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')",
        "SELECT leadq.remove_member('小王', '小李')",
    ],
)
def test_members_are_the_managers_business(hub: TestHub, li: Caller, statement: str) -> None:
    before = contents(hub)
    with pytest.raises(psycopg.errors.RaiseException, match="leadq_no_manager"):
        li.ask(statement)
    assert contents(hub) == before


def test_nobody_puts_on_anothers_role(hub: TestHub, li: Caller) -> None:
    with connect(hub.owner) as owner:
        logins = owner.execute("SELECT login FROM leadq.member WHERE name <> '小李'").fetchall()
        logins += owner.execute("SELECT current_user").fetchall()
    for (login,) in logins:
        for statement in (
            f"SET ROLE {login}",
            f"SET SESSION AUTHORIZATION {login}",
            f"GRANT {login} TO CURRENT_USER",
            f"ALTER ROLE {login} PASSWORD 'x'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                li.conn.execute(statement)
    # the group's role may be put on, and gives nothing
    (group,) = li.ask("SELECT rolname FROM pg_roles WHERE pg_has_role(oid, 'MEMBER')"
                      " AND rolname <> session_user")[0]  # fmt: skip
    li.conn.execute(f"SET ROLE {group}")
    assert li.ask("SELECT DISTINCT lead FROM leadq.item") == [(MINE,)]


def test_names_of_ones_own_shadow_nothing(hub: TestHub, li: Caller) -> None:
    before = contents(hub)
    li.conn.execute("SET search_path = pg_temp, leadq, public")
    li.conn.execute("CREATE TEMP TABLE member AS SELECT 3 AS id, session_user::text AS login,"
                    " '小李' AS name, true AS manages, true AS active")  # fmt: skip
    li.conn.execute("CREATE TEMP TABLE item (uid text, tbl text, lead text, book int)")
    li.conn.execute("INSERT INTO pg_temp.item VALUES (%s, 'lead', %s, 3)", (THEIRS, THEIRS))
    for name, result in (("my_books", "int[] LANGUAGE sql AS 'SELECT ARRAY[1, 2, 3]'"),
                         ("me", "int LANGUAGE sql AS 'SELECT 1'")):  # fmt: skip
        li.conn.execute(f"CREATE FUNCTION pg_temp.{name}() RETURNS {result}")
    assert li.ask("SELECT lead FROM leadq.item WHERE lead = %s", THEIRS) == []
    assert li.ask("SELECT leadq.my_books()") == [([3],)]
    with pytest.raises(psycopg.errors.RaiseException, match="leadq_foreign"):
        li.push(**HOSTILE_PUSHES["its name"])
    with pytest.raises(psycopg.errors.RaiseException, match="leadq_no_manager"):
        li.ask("SELECT leadq.remove_member('小王', '小李')")
    assert contents(hub) == before


def test_a_filter_of_ones_own_sees_no_hidden_row(li: Caller) -> None:
    li.conn.execute("CREATE TEMP TABLE seen (lead text)")
    li.conn.execute(
        "CREATE FUNCTION pg_temp.spy(lead text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS"
        " $$ BEGIN INSERT INTO pg_temp.seen VALUES (lead); RETURN true; END $$"
    )
    li.ask("SELECT lead FROM leadq.item WHERE pg_temp.spy(lead)")
    assert set(li.ask("SELECT lead FROM pg_temp.seen")) == {(MINE,)}


def test_nothing_can_be_made_in_the_hub(li: Caller) -> None:
    for statement in (
        "CREATE TABLE leadq.x (y int)",
        "CREATE FUNCTION leadq.me() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION leadq.me() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE public.item (y int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            li.conn.execute(statement)


def test_a_removed_member_who_stayed_connected_has_nothing(server: str) -> None:
    hub = make_hub(make_database(server))
    with connect(hub.owner) as owner, connect(hub.urls["小李"]) as conn:
        owner.execute("UPDATE leadq.member SET active = false WHERE name = '小李'")
        _has_nothing(hub, Caller(conn))


def _has_nothing(hub: TestHub, li: Caller) -> None:
    for table in (
        "item",
        "standing",
        "lost",
        "left_book",
        "left_row",
        "alias",
        "erased",
        "suppressed",
    ):
        assert li.ask(f"SELECT 1 FROM leadq.{table}") == []
    assert li.ask("SELECT * FROM leadq.feed(%s, 0)", li.device) == []
    before = contents(hub)
    for statement in (
        "SELECT leadq.hello(1, NULL)",
        "SELECT leadq.list_team()",
        f"SELECT leadq.push('{li.device}', 2, 0, 'd', '{{}}')",
        f"SELECT leadq.seen('{li.device}', 1)",
        f"SELECT leadq.erase('{li.device}', ARRAY['{MINE}'], '[]')",
    ):
        with pytest.raises(psycopg.errors.RaiseException, match="leadq_no_member"):
            li.ask(statement)
    assert contents(hub) == before
