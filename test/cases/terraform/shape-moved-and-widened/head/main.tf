resource "aws_iam_policy" "reader" {
  for_each = toset(["reports"])
  name     = "read-${each.value}"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "arn:aws:s3:::${each.value}/*"
    }]
  })
}

moved {
  from = aws_iam_policy.reader
  to   = aws_iam_policy.reader["reports"]
}
