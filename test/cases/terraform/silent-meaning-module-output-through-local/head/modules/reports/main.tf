resource "aws_s3_bucket" "reports" {
  bucket = "reports"
}

resource "aws_s3_bucket" "payroll" {
  bucket = "payroll"
}

output "arn" {
  description = "The bucket of reports"
  value       = local.arn
}

locals {
  arn = aws_s3_bucket.reports.arn
}
