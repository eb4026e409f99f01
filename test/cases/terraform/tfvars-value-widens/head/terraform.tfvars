prefix = "*"
