with_payroll = true
