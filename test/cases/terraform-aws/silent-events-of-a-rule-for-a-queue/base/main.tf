resource "aws_sqs_queue" "findings" {
  name = "findings"
}
