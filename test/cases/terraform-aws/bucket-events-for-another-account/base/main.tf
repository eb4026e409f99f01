resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_s3_bucket_notification" "orders" {
  bucket = "orders"

  queue {
    queue_arn = aws_sqs_queue.orders.arn
    events    = ["s3:ObjectCreated:*"]
  }
}
