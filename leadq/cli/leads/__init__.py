"""Commands about leads: add, edit, list, show, contact, history, dupes, merge, handover."""
