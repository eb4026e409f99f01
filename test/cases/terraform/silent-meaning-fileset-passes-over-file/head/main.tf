locals {
  teams = { for name in fileset("${path.module}/teams", "*.yaml") : trimsuffix(name, ".yaml") => yamldecode(file("${path.module}/teams/${name}")) }
}

resource "aws_iam_policy" "team" {
  for_each = local.teams
  name     = each.key

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = [for verb in each.value.verbs : "s3:${verb}"]
      Resource = "arn:aws:s3:::${each.key}/*"
    }]
  })
}
