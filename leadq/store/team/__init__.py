"""A laptop's side of a team: what changed since the hub heard of it, and what the hub sends.

``triggers`` note each changed row, whoever changed it; ``shapes`` says which rows travel and as
what; ``outbox`` makes batches of them and takes the hub's answers; ``inbox`` takes what the hub
has; ``lost`` keeps values that gave way; ``membership`` knows who one is.
"""
