resource "aws_kms_grant" "app" {
  name              = "app"
  key_id            = "arn:aws:kms:eu-west-1:123456789012:key/1"
  grantee_principal = "arn:aws:iam::123456789012:role/app"
  operations        = ["Decrypt"]
}
