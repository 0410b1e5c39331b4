"""The tests that build the real site."""
