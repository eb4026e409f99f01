module "worker" {
  source = "./modules/worker"
}

resource "aws_iam_role_policy" "queue" {
  name = "queue"
  role = module.worker.role_name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage"]
      Resource = "arn:aws:sqs:eu-west-1:111111111111:jobs"
    }]
  })
}
