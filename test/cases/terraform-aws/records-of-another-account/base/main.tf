resource "aws_lambda_event_source_mapping" "orders" {
  function_name    = "orders"
  event_source_arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders"
}
