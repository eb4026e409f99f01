resource "aws_cognito_user_pool" "staff" {
  name = "staff"
}

resource "aws_iam_policy" "support" {
  name = "support"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "cognito-idp:AdminGetUser"
      Resource = aws_cognito_user_pool.staff.arn
    }]
  })
}
