"""What teams cost: ``plan`` the syncs of a rep and a manager, ``cost`` what a joined store adds to
every command, ``hub`` a hub of millions of rows, which ``crowd`` asks all at once; ``counted`` is
leadq with its calls of the hub counted.
"""
