variable "actions" {
  type     = list(string)
  default  = ["s3:*"]
  nullable = false
}

resource "aws_iam_role_policy" "app" {
  role = "app"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = coalesce(var.actions, ["s3:GetObject"])
      Resource = "arn:aws:s3:::app-data/*"
    }]
  })
}
