"""Apps: one definition read, compiled, compared and projected for the browser."""
