"""The interpreter of app definitions: no HTTP, usable as a library."""
