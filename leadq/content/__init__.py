"""What the method says, as data: facts, trades, scripts, plays and guides, in both languages.

``library`` finds everything by its id: built-in files, and the user's own that add to them or take
their place. To add a trade, a script, a guide or a play: a ``.toml`` file in its folder, each text
with ``en`` and ``zh``. A mistake in a file is said with its line; nothing in it is run.
"""
