module "storage" {
  source = "git::https://github.com/acme/modules.git//storage?ref=v1.3.0"
}

resource "aws_iam_policy" "reader" {
  name = "reader"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "${module.storage.arn}/*"
    }]
  })
}
