"""How each kind of content file is read: one module a kind, on the readers of ``schema``.

A new key is read here, said what is allowed, and given its place in ``content.model`` or in the
shape beside its reader.
"""
