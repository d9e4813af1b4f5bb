"""Flows: trees of steps that a case walks through, decided purely and remembered as events."""
