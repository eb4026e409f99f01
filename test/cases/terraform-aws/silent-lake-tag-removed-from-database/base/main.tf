resource "aws_lakeformation_lf_tag" "sensitivity" {
  key    = "sensitivity"
  values = ["public", "secret"]
}

resource "aws_lakeformation_resource_lf_tags" "ledger" {
  database {
    name = "ledger"
  }

  lf_tag {
    key   = "domain"
    value = "sales"
  }

  lf_tag {
    key   = aws_lakeformation_lf_tag.sensitivity.key
    value = "public"
  }
}
