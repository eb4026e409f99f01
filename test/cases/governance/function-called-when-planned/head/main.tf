locals {
  account = "111122223333"
}

data "aws_lambda_invocation" "bootstrap" {
  function_name = "account-bootstrap"
  input         = jsonencode({ grant = local.account })
}
