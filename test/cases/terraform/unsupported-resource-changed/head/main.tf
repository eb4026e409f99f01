resource "aws_api_gateway_authorizer" "office" {
  name          = "office"
  rest_api_id   = "a1b2c3"
  type          = "COGNITO_USER_POOLS"
  provider_arns = ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_new"]
}
