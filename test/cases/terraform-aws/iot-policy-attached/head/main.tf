resource "aws_sqs_queue" "q" {
  name = "q"
}

resource "aws_iot_policy_attachment" "d" {
  policy = "device"
  target = "arn:aws:iot:eu-west-1:123456789012:cert/1"
}
