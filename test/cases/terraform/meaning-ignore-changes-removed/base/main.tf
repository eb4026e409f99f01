resource "aws_iam_policy" "reader" {
  name = "reader"

  lifecycle {
    ignore_changes = [policy]
  }

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = "*"
    }]
  })
}
