resource "aws_s3_bucket" "reports" {
  bucket = "reports"
}

output "bucket_name" {
  value = aws_s3_bucket.reports.bucket
}
