"""Property tests: bounded, the same examples each time, no clock on them and no files left behind."""

from hypothesis import settings

settings.register_profile("rules", max_examples=100, deadline=None, derandomize=True, database=None)
settings.load_profile("rules")
