data "aws_caller_identity" "current" {}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_s3_bucket_notification" "archive" {
  bucket = "archive"

  queue {
    queue_arn = "arn:aws:sqs:eu-west-1:444455556666:archive"
    events    = ["s3:ObjectCreated:*"]
  }
}
