resource "aws_kms_alias" "data" {
  name          = "alias/data"
  target_key_id = "arn:aws:kms:eu-west-1:111122223333:key/other"
}
