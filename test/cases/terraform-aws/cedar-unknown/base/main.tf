variable "cedar" {}
resource "aws_verifiedpermissions_policy_store" "shop" {
  validation_settings {
    mode = "STRICT"
  }
}

resource "aws_verifiedpermissions_policy" "orders" {
  policy_store_id = aws_verifiedpermissions_policy_store.shop.id

  definition {
    static {
      statement = <<-CEDAR
        permit (
          principal in Group::"clerks",
          action == Action::"view",
          resource
        );
      CEDAR
    }
  }
}

