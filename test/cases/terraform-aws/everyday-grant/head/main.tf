resource "aws_s3_bucket" "ledger" {
  bucket = "example-ledger"
}

resource "aws_s3_bucket" "reports" {
  bucket = "example-reports"
}

resource "aws_iam_role" "reporter" {
  name = "reporter"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "reporter" {
  name = "reports"
  role = aws_iam_role.reporter.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "${aws_s3_bucket.reports.arn}/*" }]
  })
}

resource "aws_lambda_function" "reporter" {
  function_name = "reporter"
  role          = aws_iam_role.reporter.arn
}
