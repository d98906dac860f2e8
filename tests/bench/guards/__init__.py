"""What keeps leadq quick, counted instead of timed: the same on any machine."""
