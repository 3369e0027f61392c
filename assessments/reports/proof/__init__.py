"""A report that proves itself: what it carries, who vouches for it, and the check that anybody can repeat."""
