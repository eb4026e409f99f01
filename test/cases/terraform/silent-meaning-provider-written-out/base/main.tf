provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "backup"
  region = "us-east-1"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_iam_policy" "worker" {
  name = "worker"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sqs:ReceiveMessage"
      Resource = aws_sqs_queue.jobs.arn
    }]
  })
}
