ephemeral "aws_secretsmanager_secret_version" "database" {
  secret_id = "database"
}

resource "aws_ssm_parameter" "database" {
  name             = "/database"
  type             = "String"
  value_wo_version = 1
  value_wo         = "none yet"
}
