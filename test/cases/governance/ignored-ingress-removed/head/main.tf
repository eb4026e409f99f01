resource "aws_security_group" "db" {
  name = "db"

  lifecycle {
    ignore_changes = [tags]
  }
}
