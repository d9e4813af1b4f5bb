"""Spreadsheets in and out: files nobody here wrote, read with suspicion."""
