resource "aws_security_group" "database" {
  name = "db"

  lifecycle {
    ignore_changes = [ingress]
  }
}

moved {
  from = aws_security_group.db
  to   = aws_security_group.database
}
