prefix = "b"
