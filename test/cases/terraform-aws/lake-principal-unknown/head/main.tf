resource "aws_lakeformation_permissions" "team" {
  principal   = var.team
  permissions = ["SELECT"]

  table {
    database_name = "sales"
    name          = "orders"
  }
}

variable "team" {
  type = string
}
