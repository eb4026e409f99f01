resource "aws_s3_bucket_ownership_controls" "data" {
  bucket = "data"

  rule {
    object_ownership = "ObjectWriter"
  }
}
