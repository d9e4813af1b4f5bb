"""The commands of the command line, a module each: `arguments(parser)` says what it takes, `run(options)` does it."""
