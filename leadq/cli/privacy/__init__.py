"""leadq privacy: find, export, erase, consent, retain."""
