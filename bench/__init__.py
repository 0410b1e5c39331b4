"""The benchmarks: figures of what the checks catch and let through, and of how long they take."""
