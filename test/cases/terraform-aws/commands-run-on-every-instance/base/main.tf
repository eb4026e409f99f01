# Nothing runs yet.
