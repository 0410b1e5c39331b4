"""The tests that read the real site in a real browser."""
