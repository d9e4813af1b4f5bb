"""One module per field type."""
