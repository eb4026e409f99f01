moved {
  from = aws_kms_key.reports
  to   = aws_kms_key.payroll
}
