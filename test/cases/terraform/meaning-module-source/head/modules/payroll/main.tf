resource "aws_s3_bucket" "this" {
  bucket = "payroll"
}

output "arn" {
  value = aws_s3_bucket.this.arn
}
