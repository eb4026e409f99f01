resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length = 14
  require_symbols         = true
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
