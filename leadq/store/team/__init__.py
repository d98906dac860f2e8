"""A laptop's side of a team: what changed since the hub heard of it, and what the hub sends.

``triggers`` note each changed row in ``dirty``, whoever changed it, and ``going`` keeps leads that
go; ``shapes`` says which rows travel and as what, ``spelling`` how that is written; ``outbox``
makes batches of them and takes the hub's answers. What the hub sends waits in a ``spool``;
``inbox`` takes it, ``meeting`` brings it together with what is here, ``leaving`` takes away, over
what ``taking`` holds; ``lost`` keeps values that gave way. ``membership`` knows who one is.
"""
