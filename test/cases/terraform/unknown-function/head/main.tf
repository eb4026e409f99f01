locals {
  bucket  = "reports"
  actions = provider::example::actions()
}

resource "aws_iam_policy" "reader" {
  name = "reader"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = local.actions
      Resource = "arn:aws:s3:::${local.bucket}/*"
    }]
  })
}
