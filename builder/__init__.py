"""The product around the engine: server, command line and user interface."""
