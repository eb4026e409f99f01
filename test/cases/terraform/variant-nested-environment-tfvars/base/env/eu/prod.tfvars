prefix = "2026"
