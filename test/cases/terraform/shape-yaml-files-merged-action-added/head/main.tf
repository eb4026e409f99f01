locals {
  files = fileset(path.module, "grants/*.yaml")
  grants = merge([
    for name in local.files : yamldecode(file("${path.module}/${name}"))
  ]...)
}

resource "aws_iam_policy" "grant" {
  for_each = local.grants
  name     = each.key

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = each.value.actions
      Resource = [for bucket in each.value.buckets : "arn:aws:s3:::${bucket}/*"]
    }]
  })
}
