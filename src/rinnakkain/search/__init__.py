"""The search: what is looked for in, what is known of words, the index that a reader loads."""
