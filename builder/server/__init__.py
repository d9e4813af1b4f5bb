"""The product over HTTP: one edge that authenticates, decides who may, opens the unit of work and commits it."""
