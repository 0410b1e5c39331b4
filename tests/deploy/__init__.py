"""The tests of what a server of an intranet runs, and of the archive that it pulls."""
