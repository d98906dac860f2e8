"""Screens of judging a lead: grade card, questions and their sum, people, guides, scripts."""
