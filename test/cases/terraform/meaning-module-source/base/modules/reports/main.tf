resource "aws_s3_bucket" "this" {
  bucket = "reports"
}

output "arn" {
  value = aws_s3_bucket.this.arn
}
