variable "create" {
  type    = bool
  default = true
}

resource "aws_iam_policy" "reader" {
  count = var.create ? 1 : 0
  name  = "reader"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "arn:aws:s3:::reports/*"
    }]
  })
}
