data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::*"]
  }
}

data "aws_iam_policy_document" "team" {
  statement {
    sid       = "ReadPublic"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::reports/public/*"]
  }
}

data "aws_iam_policy_document" "reader" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [data.aws_iam_policy_document.team.json]
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = data.aws_iam_policy_document.reader.json
}
