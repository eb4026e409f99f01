resource "aws_backup_vault_lock_configuration" "v" {
  backup_vault_name  = "main"
  min_retention_days = 30
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
