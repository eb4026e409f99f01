resource "aws_kms_grant" "app" {
  name              = "app"
  key_id            = "arn:aws:kms:eu-west-1:123456789012:key/1"
  grantee_principal = var.grantee
  operations        = ["Decrypt"]
}

variable "grantee" {
  type = string
}
