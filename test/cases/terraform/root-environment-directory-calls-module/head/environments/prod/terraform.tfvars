bucket = "*"
