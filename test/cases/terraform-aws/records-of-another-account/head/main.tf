resource "aws_lambda_event_source_mapping" "orders" {
  function_name    = "orders"
  event_source_arn = "arn:aws:kinesis:eu-west-1:444455556666:stream/orders"

  destination_config {
    on_failure {
      destination_arn = "arn:aws:sqs:eu-west-1:444455556666:failed"
    }
  }
}
