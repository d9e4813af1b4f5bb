"""Routes of the builder."""
