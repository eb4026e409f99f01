locals {
  buckets = [
    { name = "reports", readable = true },
    { name = "payroll", readable = true },
  ]
}

resource "aws_iam_policy" "reader" {
  for_each = toset([for bucket in local.buckets : bucket.name if bucket.readable])
  name     = "read-${each.value}"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "arn:aws:s3:::${each.value}/*"
    }]
  })
}
