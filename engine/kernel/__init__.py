"""The words every floor shares; standard library only."""
