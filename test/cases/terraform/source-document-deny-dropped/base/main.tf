data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::reports/*"]
  }
}

data "aws_iam_policy_document" "guard" {
  statement {
    sid       = "Guard"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::reports/secret/*"]
  }
}

data "aws_iam_policy_document" "all" {
  source_policy_documents = [
    data.aws_iam_policy_document.read.json,
    data.aws_iam_policy_document.guard.json,
  ]
}

resource "aws_iam_user_policy" "reader" {
  name   = "reader"
  user   = "reader"
  policy = data.aws_iam_policy_document.all.json
}
