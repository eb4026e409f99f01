data "aws_caller_identity" "current" {}

data "aws_lambda_function" "orders" {
  function_name = "orders"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_s3_bucket_notification" "orders" {
  bucket = "orders"

  queue {
    queue_arn = aws_sqs_queue.orders.arn
    events    = ["s3:ObjectCreated:*"]
  }

  queue {
    queue_arn = "arn:aws:sqs:eu-west-1:${data.aws_caller_identity.current.account_id}:stock"
    events    = ["s3:ObjectRemoved:*"]
  }

  lambda_function {
    lambda_function_arn = data.aws_lambda_function.orders.arn
    events              = ["s3:ObjectRestore:*"]
  }
}
