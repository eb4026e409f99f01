locals {
  readers = {
    finance = ["s3:GetObject"]
    support = ["s3:ListBucket"]
  }
}

resource "aws_iam_policy" "reader" {
  for_each = local.readers
  name     = "reader-${each.key}"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = each.value, Resource = "*" }]
  })
}
