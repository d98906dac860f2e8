"""The sales method as pure functions of facts, touches and a day; standard library only."""
