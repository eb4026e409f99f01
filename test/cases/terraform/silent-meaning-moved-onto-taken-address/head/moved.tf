moved {
  from = aws_kms_key.payroll
  to   = aws_kms_key.reports
}
