import {
  to = aws_sqs_queue.q
  id = "https://sqs.eu-west-1.amazonaws.com/123456789012/q"
}

resource "aws_sqs_queue" "q" {
  name = "q"
}
