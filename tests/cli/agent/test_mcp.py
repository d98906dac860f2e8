"""An agent's session, by the protocol's own client, with the program in a process of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters

import leadq
from leadq.cli.agent.tools import CALLS, Toolbox
from leadq.cli.frame.flags import Flags
from tests.conftest import Result

Call = Callable[..., Coroutine[Any, Any, Any]]
WRITES = {name for name, call in CALLS.items() if not call.reads}


def talk(
    home: Path, session: Callable[[Client, Call], Coroutine[Any, Any, None]], *words: str
) -> None:
    """Run a session; ``call`` returns a tool's result, or the lines of its failure."""
    place = str(Path(leadq.__file__).parents[1])
    env = {"PYTHONPATH": place, "LEADQ_HOME": str(home), "LEADQ_TODAY": "2026-11-30"}
    env |= {"LEADQ_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "leadq", "mcp", *words], env=env
    )

    async def run() -> None:
        async with Client(server) as client:

            async def call(tool: str, **given: Any) -> Any:
                result = await client.call_tool(tool, given)
                texts = [block.text for block in result.content]
                return texts[0].splitlines() if result.is_error else json.loads(texts[0])

            await session(client, call)

    anyio.run(run)


def test_a_day_of_an_agent(home: Path, run: Callable[..., Result]) -> None:
    async def session(client: Client, call: Call) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == set(CALLS)
        assert tools["show"].annotations and tools["show"].annotations.read_only_hint
        assert tools["fact"].input_schema["required"] == ["lead", "facts"]
        lead = await call(
            "add", name="王建国", company="华北路桥", phone=["13800138000"], profile="equipment"
        )
        assert lead["name"] == "王建国"
        assert (await call("fact", lead=1, facts=["money=yes"]))["man"] == "M??"
        logged = await call("log", lead="1", said="老婆不同意，周五下午三点去工地", accept=True)
        assert (logged["next"]["on"], logged["next"]["time"]) == ("2026-12-04", "15:00")
        assert [row["number"] for row in await call("due", on="2026-12-04")] == [1]
        asked = {one["fact"] for one in (await call("questions", lead="1"))["questions"]}
        assert "money" not in asked and "need" in asked
        card = await call("show", lead="华北")
        assert card["touches"] and card["number"] == 1
        assert (await call("find", words=["工地"]))[0]["number"] == 1
        undone = await call("undo")
        assert (undone["verb"], undone["undone"]) == ("log", True)
        assert not (await call("show", lead="1"))["touches"]

    talk(home, session)
    steps = json.loads(run("undo", "--list", "--json").out)
    assert [(step["verb"], step["owner"]) for step in steps if not step["undone"]] == [
        ("fact", "agent"),
        ("add", "agent"),
    ]
    assert "by an agent" in run("undo", "--list", env={"LEADQ_LANG": "en"}).out
    assert "智能助手" in run("history", "1", env={"LEADQ_LANG": "zh"}).out


def test_who_may_only_look_finds_no_tool_that_writes(home: Path) -> None:
    async def session(client: Client, call: Call) -> None:
        assert {tool.name for tool in (await client.list_tools()).tools} == set(CALLS) - WRITES
        wrong, todo = await call("add", name="Ann")
        assert "add" in wrong and "show" in todo
        assert await call("list") == []

    talk(home, session, "--read-only")


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("show", {"lead": "nobody"}),
        ("show", {}),
        ("show", {"lead": "1", "file": "/etc/passwd"}),
        ("fact", {"lead": "1", "facts": ["money=perhaps"]}),
        ("fact", {"lead": {"number": 1}, "facts": ["money=yes"]}),
        ("next", {"lead": "1", "date": "someday"}),
        ("nothing", {}),
        ("note", {"words": ["1", "likes tea"]}),
        ("fact", {"facts": ["1", "money=yes"]}),
        ("fact", {"lead": [], "facts": ["1", "money=yes"]}),
        ("show", {"lead": "1", "all": "true"}),
        ("questions", {"lead": "1", "answers": "-"}),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    run: Callable[..., Result], tool: str, given: dict[str, Any]
) -> None:
    run("add", "Ann")
    answer = Toolbox(Flags(), read_only=False).call(tool, given)
    assert answer.failed
    assert len(answer.texts) == 1 and len(answer.texts[0].splitlines()) == 2
    assert "Traceback" not in answer.texts[0]


@pytest.mark.parametrize("given", ["--force", "-x", "“quoted” words", "a\x1b[31mb", "=1+1", "--"])
def test_text_of_an_agent_is_never_taken_for_options(
    run: Callable[..., Result], given: str
) -> None:
    box = Toolbox(Flags(), read_only=False)
    answer = box.call("add", {"name": given, "company": given})
    assert not answer.failed
    lead = json.loads(answer.texts[0])
    shown = given.replace("\x1b", "")
    assert lead["name"].replace("\x1b", "") == shown == lead["company"].replace("\x1b", "")
    noted = box.call("note", {"lead": "1", "words": given, "plain": True})
    assert not noted.failed


def test_conditions_of_one_call_do_not_hold_for_the_next(run: Callable[..., Result]) -> None:
    run("add", "Ann")
    box = Toolbox(Flags(), read_only=True)
    assert json.loads(box.call("list", {"fact": ["money=yes"]}).texts[0]) == []
    assert len(json.loads(box.call("list", {}).texts[0])) == 1


def test_without_the_extra_its_command_says_how_to_get_it(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    done = run("mcp", env={"LEADQ_LANG": "en"})
    assert done.code == 1 and 'pip install "leadq[mcp]"' in done.err and not done.out
