"""The tests: they mirror the modules; real builds and the browser have folders of their own."""
