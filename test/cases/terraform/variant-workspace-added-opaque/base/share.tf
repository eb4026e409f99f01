resource "aws_lakeformation_permissions" "analysts" {
  principal   = "arn:aws:iam::123456789012:role/analysts"
  permissions = ["SELECT"]

  table {
    database_name = "sales"
    name          = "orders"
  }
}

resource "aws_iam_policy" "writer" {
  name = "writer"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "arn:aws:s3:::uploads/*"
    }]
  })
}
