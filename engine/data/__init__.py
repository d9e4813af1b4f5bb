"""Rows: real tables per form, one access predicate, one writer, audit and outbox."""
