"""arriving"""
