resource "aws_db_instance" "orders" {
  identifier          = "orders"
  publicly_accessible = true
}
