resource "aws_s3_bucket_acl" "data" {
  bucket = "data"
  acl    = "public-read"
}
