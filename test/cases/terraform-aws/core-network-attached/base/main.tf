# Nothing is attached yet.
