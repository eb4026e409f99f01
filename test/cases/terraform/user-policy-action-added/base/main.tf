resource "aws_iam_user_policy" "worker" {
  name = "worker"
  user = "deployer"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111111111111:jobs"
    }]
  })
}
