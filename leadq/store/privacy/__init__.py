"""Erasing people from a store and its backups, and knowing them again without keeping them.

A column in which somebody can be named or mentioned is listed in ``mention_places``.
"""
