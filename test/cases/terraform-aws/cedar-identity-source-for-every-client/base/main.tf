resource "aws_verifiedpermissions_identity_source" "customers" {
  policy_store_id = "PSEXAMPLEabcdefg111111"

  configuration {
    cognito_user_pool_configuration {
      user_pool_arn = "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_customers"
      client_ids    = ["shop"]
    }
  }
}
