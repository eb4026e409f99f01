resource "aws_db_instance" "orders" {
  identifier          = "orders"
  publicly_accessible = var.public
}

variable "public" {
  type = bool
}
