with_payroll = false
