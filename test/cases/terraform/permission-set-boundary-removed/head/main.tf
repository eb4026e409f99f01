resource "aws_ssoadmin_permission_set" "data" {
  name         = "data"
  instance_arn = "arn:aws:sso:::instance/ssoins-1"
}
