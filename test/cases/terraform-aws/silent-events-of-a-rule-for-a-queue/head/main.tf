resource "aws_sqs_queue" "findings" {
  name = "findings"
}

resource "aws_cloudwatch_event_target" "findings" {
  rule = "findings"
  arn  = aws_sqs_queue.findings.arn
}
