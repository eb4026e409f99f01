resource "aws_s3_bucket_object_lock_configuration" "log" {
  bucket = "log"

  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 365
    }
  }
}

resource "aws_sqs_queue" "q" {
  name = "q"
}
