"""Answers an agent over standard input and output, by the Model Context Protocol's own library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from leadq.adapters.extras import need

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server


class Tool(NamedTuple):
    """What an agent can call: ``schema`` is the JSON schema of its arguments."""

    name: str
    about: str
    schema: dict[str, Any]
    reads_only: bool


class Answer(NamedTuple):
    """What a call comes to: texts, the result first."""

    texts: Sequence[str]
    failed: bool


Call = Callable[[str, Mapping[str, Any]], Answer]
"""Does what a tool of a name does with its arguments."""


def serve(
    tools: Sequence[Tool],
    call: Call,
    *,
    version: str,
    instructions: str,
) -> None:
    """Answer until standard input ends; calls are done one after the other.

    Raises RefusedError no_extra.
    """
    need("mcp", "mcp")
    import anyio
    from mcp.server.stdio import stdio_server

    server = _build(tools, call, version, instructions)

    async def answer_all() -> None:
        async with stdio_server() as (reads, writes):
            await server.run(reads, writes, server.create_initialization_options())

    # with no stream behind it, standard input has ended before it began
    if getattr(sys.stdin, "buffer", None) and getattr(sys.stdout, "buffer", None):
        anyio.run(answer_all)


def _build(tools: Sequence[Tool], call: Call, version: str, instructions: str) -> Server[Any]:
    import mcp_types as types
    from mcp.server.lowlevel import Server

    offered = [
        types.Tool(
            name=tool.name,
            description=tool.about,
            input_schema=tool.schema,
            annotations=types.ToolAnnotations(
                read_only_hint=tool.reads_only, destructive_hint=False, open_world_hint=False
            ),
        )
        for tool in tools
    ]

    async def list_tools(*_request: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=offered)

    async def call_tool(_ctx: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        answer = call(params.name, params.arguments or {})
        said = [types.TextContent(type="text", text=text) for text in answer.texts]
        return types.CallToolResult(content=list(said), is_error=answer.failed)

    return Server(
        "leadq",
        version=version,
        instructions=instructions,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
