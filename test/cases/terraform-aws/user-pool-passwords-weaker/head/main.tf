resource "aws_cognito_user_pool" "shop" {
  name = "shop"

  password_policy {
    minimum_length    = 6
    require_lowercase = false
    require_numbers   = false
    temporary_password_validity_days = 30
  }
}
