variable "rules" {
  type = map(list(string))
}

variable "grants" {
  type = list(map(string))
}

resource "aws_iam_policy" "grant" {
  count = length(var.grants)
  name  = "grant-${count.index}"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = var.rules[lookup(var.grants[count.index], "rule", "_")][0]
      Resource = var.rules[lookup(var.grants[count.index], "rule", "_")][1]
    }]
  })
}
