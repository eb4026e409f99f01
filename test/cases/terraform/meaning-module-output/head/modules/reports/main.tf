resource "aws_s3_bucket" "reports" {
  bucket = "reports"
}

resource "aws_s3_bucket" "payroll" {
  bucket = "payroll"
}

output "arn" {
  value = aws_s3_bucket.payroll.arn
}
