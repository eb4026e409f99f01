variable "is_admin" {
  type = bool
}

resource "aws_iam_policy" "reader" {
  name = "reader"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = var.is_admin ? ["s3:GetObject"] : ["s3:GetObject"]
      Resource = "arn:aws:s3:::reports/*"
    }]
  })
}
