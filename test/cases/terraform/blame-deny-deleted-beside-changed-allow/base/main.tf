resource "aws_iam_policy" "p" {
  name = "p"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket"]
        Resource = "*"
      },
      {
        Sid      = "NoPayroll"
        Effect   = "Deny"
        Action   = "s3:*"
        Resource = "arn:aws:s3:::payroll/*"
      },
    ]
  })
}
