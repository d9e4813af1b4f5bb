"""Forms: fields with layout, conditions, checks and views."""
