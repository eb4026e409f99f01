locals {
  readers = {
    finance = {
      bucket = "reports"
    }
    sales = {
      bucket = "leads"
    }
    support = {
      bucket = "tickets"
    }
  }
}

resource "aws_iam_policy" "reader" {
  for_each = local.readers
  name     = each.key

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "arn:aws:s3:::${each.value.bucket}/*"
    }]
  })
}
