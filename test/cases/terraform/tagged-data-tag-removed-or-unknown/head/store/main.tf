variable "tags" {
  type = map(string)
}

resource "aws_secretsmanager_secret" "data" {
  tags = var.tags
}

output "secret_arn" {
  value = aws_secretsmanager_secret.data.arn
}
