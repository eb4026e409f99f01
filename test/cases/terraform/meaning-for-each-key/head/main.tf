resource "aws_s3_bucket" "data" {
  for_each = toset(["payroll", "reports"])
  bucket   = each.key
}

resource "aws_iam_policy" "reader" {
  name = "reader"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "${aws_s3_bucket.data["payroll"].arn}/*"
    }]
  })
}
