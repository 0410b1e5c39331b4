"""The tests of the search, its queries, and texts that are frozen for its floors."""
