resource "aws_s3_bucket_versioning" "d" {
  bucket = "data"

  versioning_configuration {
    status = "Enabled"
  }
}
