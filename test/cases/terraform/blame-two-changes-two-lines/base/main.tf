data "aws_iam_policy_document" "reader" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::reports/*"]
  }

  statement {
    effect    = "Deny"
    actions   = ["s3:GetObject"]
    resources = local.secrets
  }
}

locals {
  secrets = [
    "arn:aws:s3:::reports/salaries/*",
    "arn:aws:s3:::reports/reviews/*",
  ]
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = data.aws_iam_policy_document.reader.json
}
