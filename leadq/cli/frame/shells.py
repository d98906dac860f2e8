"""Completion as shells take it: scripts that run nothing of what they are told, and plain lines.

What is offered is data all the way: a value has only characters that no shell reads as anything
else, since some put it into the line as it is; a description goes into an array, never into code.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from typing import Any

from leadq.cli.frame.flags import Flags, peek_flags
from leadq.render.parts.out import write_line, write_offer
from leadq.render.parts.text import one_line

_SAFE = frozenset("-_.=")
_WIDEST = 60

_BASH = """\
_leadq_completion() {
    local offered
    COMPREPLY=()
    while IFS= read -r offered; do
        COMPREPLY+=("$offered")
    done < <(_LEADQ_COMPLETE=bash _LEADQ_LINE="${COMP_LINE:0:COMP_POINT}" _LEADQ_WORD="$2" "$1")
}

complete -o default -F _leadq_completion leadq"""

_ZSH = """\
#compdef leadq

_leadq_completion() {
  local line
  local -a offered
  for line in "${(@f)$(_LEADQ_COMPLETE=zsh _LEADQ_LINE="${(j: :)words[1,CURRENT]}" command leadq)}"
  do
    [[ -n $line ]] && offered+=("$line")
  done
  if (( $#offered )); then
    _describe -V leadq offered
  else
    _files
  fi
}

compdef _leadq_completion leadq"""

_FISH = """\
function __leadq_completion
    set -lx _LEADQ_COMPLETE fish
    set -lx _LEADQ_LINE (commandline -cp | string collect)
    set -l offered (command leadq)
    if set -q offered[1]
        printf '%s\\n' $offered
    else
        __fish_complete_path (commandline -ct)
    end
end

complete --command leadq --no-files --keep-order --arguments '(__leadq_completion)'"""

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName leadq -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $Env:_LEADQ_COMPLETE = 'powershell'
    $Env:_LEADQ_LINE = $commandAst.ToString()
    $Env:_LEADQ_WORD = $wordToComplete
    try {
        leadq | ForEach-Object {
            $value, $about = $_ -split "`t", 2
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $about)
        }
    } finally {
        Remove-Item Env:_LEADQ_COMPLETE, Env:_LEADQ_LINE, Env:_LEADQ_WORD -ErrorAction Ignore
    }
}"""

_SCRIPTS = {
    "bash": _BASH,
    "zsh": _ZSH,
    "fish": _FISH,
    "powershell": _POWERSHELL,
    "pwsh": _POWERSHELL,
}
SHELLS = tuple(_SCRIPTS)
_MARKS = {"bash": "", "zsh": ":", "fish": "\t", "powershell": "\t", "pwsh": "\t"}
"""What stands between a word and its meaning; bash shows none."""


def write_completion(shell: str) -> None:
    """Write what a shell has to read once, to complete from then on."""
    write_line(_SCRIPTS[shell])


def write_offers(shell: str, root: Any) -> None:
    """Answer a shell that completes a line: a line for each word, and nothing where that fails."""
    if shell not in _SCRIPTS:
        return
    word = os.environ.get("_LEADQ_WORD", "")
    words = _split(os.environ.get("_LEADQ_LINE", ""), shell, word)
    if not words:
        return
    *before, incomplete = words
    try:
        found = find_offers(root, before[1:], incomplete)
    except Exception:
        # a shell is no place for an error
        return
    # bash replaces only what follows the last = or : of a word
    known = incomplete.removesuffix(word) if shell == "bash" and incomplete.endswith(word) else ""
    for value, about in found:
        if is_safe(value):
            write_offer(value.removeprefix(known), one_line(about, _WIDEST), _MARKS[shell])


def find_offers(root: Any, before: Sequence[str], incomplete: str) -> list[tuple[str, str]]:
    """Return the words that may complete a word, given those before it, each with its meaning."""
    flags = Flags(**peek_flags(before).peeked)
    command, rest = _descend(root, before)
    with command.make_context("leadq", [*rest], obj=flags, resilient_parsing=True) as ctx:
        name, equals, value = incomplete.partition("=")
        if equals and name.startswith("-"):
            rest, incomplete = [*rest, name], value
        else:
            name, equals = "", ""
        target = _target(ctx, rest, incomplete)
        items = target.shell_complete(ctx, incomplete)
    return [
        (f"{name}{equals}{item.value}", " ".join((item.help or "").split()))
        for item in items
        if item.type == "plain"
    ]


def is_safe(value: str) -> bool:
    """Tell whether every shell takes a word as it stands; letters and digits of any script do."""
    return value[:1] not in ("", "=") and all(char.isalnum() or char in _SAFE for char in value)


def _split(line: str, shell: str, word: str) -> list[str]:
    """Return the words of a line, the one that is completed last, even if it is empty yet."""
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:
        # a quote that is still open
        return [*words, lexer.token]
    is_new = not word if shell in ("powershell", "pwsh") else line[-1:].isspace()
    return [*words, ""] if is_new else words


def _descend(root: Any, before: Sequence[str]) -> tuple[Any, list[str]]:
    """Return the command that the words name, and those of them that are for it."""
    command, rest = root, list(before)
    while hasattr(command, "below"):
        place = next((at for at, word in enumerate(rest) if word in command.below), None)
        if place is None:
            break
        command = command.get_command(None, rest[place])
        rest = rest[place + 1 :]
    return command, rest


def _target(ctx: Any, before: Sequence[str], incomplete: str) -> Any:
    """Return what knows the word: an option that waits for its value, an argument, the command."""
    if "--" not in before and incomplete.startswith("-"):
        return ctx.command
    params = ctx.command.get_params(ctx)
    last = before[-1] if before else ""
    for param in params:
        if param.param_type_name == "option" and last in param.opts and not param.is_flag:
            return param
    for param in params:
        if param.param_type_name == "argument":
            source = ctx.get_parameter_source(param.name)
            if param.nargs == -1 or source is None or source.name != "COMMANDLINE":
                return param
    return ctx.command
