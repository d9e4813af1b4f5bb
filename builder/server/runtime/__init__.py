"""Routes of the generated apps."""
