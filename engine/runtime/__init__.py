"""Use cases: the only floor that opens a unit of work."""
