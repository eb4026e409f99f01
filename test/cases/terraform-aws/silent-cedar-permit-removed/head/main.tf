resource "aws_verifiedpermissions_policy_store" "shop" {
  validation_settings {
    mode = "STRICT"
  }
}

