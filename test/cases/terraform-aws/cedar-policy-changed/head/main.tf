resource "aws_verifiedpermissions_policy" "p" {
  policy_store_id = "ps1"

  definition {
    static {
      statement = "permit (principal, action, resource);"
    }
  }
}
