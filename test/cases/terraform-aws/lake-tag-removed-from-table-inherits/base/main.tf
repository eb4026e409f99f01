resource "aws_lakeformation_resource_lf_tags" "salaries" {
  table {
    database_name = "ledger"
    name          = "salaries"
  }

  lf_tag {
    key   = "domain"
    value = "sales"
  }

  lf_tag {
    key   = "sensitivity"
    value = "secret"
  }
}
