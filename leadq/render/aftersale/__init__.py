"""Screens of customers: purchases, what they are worth, the sample of a survey."""
