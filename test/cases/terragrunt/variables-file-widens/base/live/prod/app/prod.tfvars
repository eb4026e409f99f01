bucket = "prod-reports"
