variable "grants" {
  type = map(object({
    buckets = list(string)
    actions = optional(list(string), ["s3:GetObject"])
  }))
}

resource "aws_iam_policy" "grant" {
  for_each = var.grants
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
