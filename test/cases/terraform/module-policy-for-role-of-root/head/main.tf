resource "aws_iam_role" "worker" {
  name = "worker"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

module "queue_access" {
  source = "./modules/queue-access"
  role   = aws_iam_role.worker.name
  queue  = "arn:aws:sqs:eu-west-1:111111111111:jobs"
}
