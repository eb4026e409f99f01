resource "aws_iam_role_policy" "more" {
  role = aws_iam_role.app.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }]
  })
}
