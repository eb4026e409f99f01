locals {
  account_id = "111111111111"
}

resource "aws_iam_policy" "worker" {
  name = "worker"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sqs:ReceiveMessage"
      Resource = "arn:aws:sqs:eu-west-1:${local.account_id}:jobs"
    }]
  })
}
