locals {
  grants = [
    {
      actions   = ["s3:GetObject"]
      resources = ["arn:aws:s3:::reports/*"]
      conditions = [
        { test = "Bool", variable = "aws:MultiFactorAuthPresent", values = ["true"] },
        { test = "IpAddress", variable = "aws:SourceIp", values = ["192.0.2.0/24"] },
      ]
    },
  ]
}

data "aws_iam_policy_document" "reader" {
  dynamic "statement" {
    for_each = local.grants

    content {
      actions   = statement.value.actions
      resources = statement.value.resources

      dynamic "condition" {
        for_each = statement.value.conditions

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = data.aws_iam_policy_document.reader.json
}
