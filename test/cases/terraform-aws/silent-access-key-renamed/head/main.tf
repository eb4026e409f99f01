resource "aws_iam_access_key" "build" {
  user = "ci"
}

moved {
  from = aws_iam_access_key.ci
  to   = aws_iam_access_key.build
}
