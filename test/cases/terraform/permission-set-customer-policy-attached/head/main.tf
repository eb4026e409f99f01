resource "aws_ssoadmin_permission_set" "data" {
  name         = "data"
  instance_arn = "arn:aws:sso:::instance/ssoins-1"
}

resource "aws_ssoadmin_customer_managed_policy_attachment" "data" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  permission_set_arn = aws_ssoadmin_permission_set.data.arn

  customer_managed_policy_reference {
    name = "admin"
    path = "/teams/"
  }
}
