resource "aws_s3_bucket_object_lock_configuration" "log" {
  bucket = "log"

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 365
    }
  }
}
