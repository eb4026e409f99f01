resource "aws_iam_user_policy" "reader" {
  name = "reader"
  user = "reporting"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}
