variable "domain" {}

resource "aws_lakeformation_permissions" "analysts" {
  principal   = "arn:aws:iam::123456789012:role/analysts"
  permissions = ["SELECT"]

  lf_tag_policy {
    resource_type = "TABLE"

    expression {
      key    = "domain"
      values = [var.domain]
    }
  }
}
