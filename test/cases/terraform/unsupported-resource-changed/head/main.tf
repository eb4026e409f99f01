resource "aws_s3_bucket_acl" "reports" {
  bucket = "reports"
  acl    = "public-read"
}
