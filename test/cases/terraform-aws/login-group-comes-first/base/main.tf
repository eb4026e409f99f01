resource "aws_cognito_user_group" "administrators" {
  name         = "administrators"
  user_pool_id = "eu-west-1_one"
  precedence   = 10
  role_arn     = "arn:aws:iam::111122223333:role/administrators"
}
