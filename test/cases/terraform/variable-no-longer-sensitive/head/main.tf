variable "password" {
  type = string
}

resource "aws_db_instance" "orders" {
  identifier = "orders"
  password   = var.password
}
