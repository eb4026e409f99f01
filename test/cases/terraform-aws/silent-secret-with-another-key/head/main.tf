resource "aws_secretsmanager_secret" "database" {
  name       = "database"
  kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/other"
}
