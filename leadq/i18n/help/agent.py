"""Help: what agents may call."""

HELP = {
    "cmd.mcp": (
        "let an agent on this computer read and note leads (MCP)",
        "让本机的智能助手读取和记录线索（MCP）",
    ),
    "cmd.mcp.about": (
        "answer an agent over standard input and output (Model Context Protocol): find, show, due,"
        " list, grade, questions, note, log, fact, next, add, undo; every write is one step that"
        " `leadq undo` takes back, signed as the agent's",
        "通过标准输入输出（MCP 协议）供智能助手调用：`find`、`show`、`due`、`list`、`grade`、`questions`、"
        "`note`、`log`、`fact`、`next`、`add`、`undo`；每次写入都是一步，可用 `leadq undo` 撤销，并署名为助手所为",
    ),
    "cmd.mcp.examples": (
        "leadq mcp  # an agent starts it, as its settings say\n"
        "leadq mcp --read-only  # it may look, not write",
        "leadq mcp  # 由智能助手按自己的设置启动\n"
        "leadq mcp --read-only  # 只许查看，不许写入",
    ),
    "opt.read_only": ("offer no tool that writes", "不提供任何写入的工具"),
}
