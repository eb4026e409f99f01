# Nothing is deployed here yet.
