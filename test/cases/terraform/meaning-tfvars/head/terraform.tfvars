bucket = "payroll"
