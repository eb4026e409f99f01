resource "aws_iam_group_policy" "worker" {
  name = "worker"
  group = aws_iam_group.staff.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage"]
      Resource = "arn:aws:sqs:eu-west-1:*:jobs"
    }]
  })
}
