provider "aws" {}

resource "aws_s3_bucket" "customers" {
  bucket = "acme-others"
}

resource "aws_iam_role_policy" "other" {
  name = "other"
  role = "other"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::acme-logs/*"] },
    ]
  })
}
