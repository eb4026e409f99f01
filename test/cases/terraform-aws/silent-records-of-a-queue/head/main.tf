resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
}

resource "aws_lambda_event_source_mapping" "orders" {
  function_name    = aws_lambda_function.orders.arn
  event_source_arn = aws_sqs_queue.orders.arn
  batch_size       = 10
}
