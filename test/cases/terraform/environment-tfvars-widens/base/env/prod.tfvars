prefix = "a"
