resource "aws_cognito_user_pool" "guests" {
  name = "guests"
}
