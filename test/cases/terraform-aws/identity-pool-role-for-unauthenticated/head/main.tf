resource "aws_cognito_identity_pool_roles_attachment" "app" {
  identity_pool_id = "eu-west-1:1"

  roles = {
    authenticated   = "arn:aws:iam::123456789012:role/app-user"
    unauthenticated = "arn:aws:iam::123456789012:role/app-guest"
  }
}
