resource "aws_s3_access_point" "reports" {
  bucket = "data"
  name   = "reports"
}
