"""Commands about customers: purchase, value, survey."""
