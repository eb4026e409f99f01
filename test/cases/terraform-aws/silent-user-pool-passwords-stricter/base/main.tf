resource "aws_cognito_user_pool" "shop" {
  name = "shop"

  password_policy {
    minimum_length    = 8
    require_lowercase = true
    require_numbers   = false
    temporary_password_validity_days = 7
  }
}
