resource "aws_s3_bucket_cors_configuration" "d" {
  bucket = "data"

  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}
