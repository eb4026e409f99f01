locals {
  key    = "aws:VpcSourceIp"
  office = ["192.0.2.0/24"]
}

data "aws_iam_policy_document" "reader" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::reports/*"]

    condition {
      test     = "IpAddress"
      variable = local.key
      values   = local.office
    }
  }
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = data.aws_iam_policy_document.reader.json
}
