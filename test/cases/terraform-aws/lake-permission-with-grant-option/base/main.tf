resource "aws_lakeformation_permissions" "team" {
  principal   = "arn:aws:iam::123456789012:role/team"
  permissions = ["SELECT"]

  table {
    database_name = "sales"
    name          = "orders"
  }
}
