"""A loan office's last twelve months, made up: the same seed and day always give the same history."""
