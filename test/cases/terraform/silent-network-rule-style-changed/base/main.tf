resource "aws_security_group" "db" {
  name = "db"
}

resource "aws_security_group" "app" {
  name = "app"
}

resource "aws_security_group" "batch" {
  name = "batch"
}

resource "aws_security_group_rule" "db" {
  type                     = "ingress"
  security_group_id        = aws_security_group.db.id
  protocol                 = "tcp"
  from_port                = 5432
  to_port                  = 5432
  source_security_group_id = aws_security_group.app.id
}
