variable "role" {}

variable "queue" {}

resource "aws_iam_role_policy" "this" {
  name = "queue"
  role = var.role

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:SendMessage"]
      Resource = var.queue
    }]
  })
}
