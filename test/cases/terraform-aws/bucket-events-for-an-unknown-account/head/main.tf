variable "account" {
  type = string
}

resource "aws_s3_bucket_notification" "orders" {
  bucket      = "orders"
  eventbridge = true

  queue {
    queue_arn = "arn:aws:sqs:eu-west-1:${var.account}:orders"
    events    = ["s3:ObjectCreated:*"]
  }
}
