resource "aws_cognito_user_pool" "shop" {
  name = "shop"

  password_policy {
    minimum_length    = 14
    require_lowercase = true
    require_numbers   = true
    temporary_password_validity_days = 1
    password_history_size = 5
  }
}
