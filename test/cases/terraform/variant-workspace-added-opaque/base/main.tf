locals {
  cfg = {
    default = { buckets = ["reports-test"] }
    prod    = { buckets = ["reports"] }
    staging = { buckets = ["reports-staging"] }
  }
  own = local.cfg[terraform.workspace]
}

resource "aws_iam_policy" "reader" {
  name = "reader"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for bucket in local.own.buckets : "arn:aws:s3:::${bucket}/*"]
    }]
  })
}
