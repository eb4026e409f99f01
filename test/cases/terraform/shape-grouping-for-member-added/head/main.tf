locals {
  members = [
    { team = "finance", action = "s3:GetObject" },
    { team = "finance", action = "s3:ListBucket" },
    { team = "sales", action = "s3:GetObject" },
    { team = "sales", action = "s3:DeleteObject" },
  ]
  actions = { for member in local.members : member.team => member.action... }
}

resource "aws_iam_policy" "team" {
  for_each = local.actions
  name     = each.key

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = each.value
      Resource = "*"
    }]
  })
}
