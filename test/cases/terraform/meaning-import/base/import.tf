import {
  to = aws_cognito_user_pool.staff
  id = "eu-west-1_Reports01"
}
