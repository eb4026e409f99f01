prefix = "dev"
