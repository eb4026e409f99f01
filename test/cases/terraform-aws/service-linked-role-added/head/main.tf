resource "aws_sqs_queue" "q" {
  name = "q"
}

resource "aws_iam_service_linked_role" "s" {
  aws_service_name = "elasticbeanstalk.amazonaws.com"
}
