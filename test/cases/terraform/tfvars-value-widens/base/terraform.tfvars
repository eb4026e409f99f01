prefix = "reports/2026"
