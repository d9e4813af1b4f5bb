"""Rules and decisions: what sets them off, what they ask, and what they want done."""
