resource "aws_iam_role_policy" "deploy" {
  role = "deploy"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
    # countersign:ignore access/broader-access reason="the nightly job" approver=carol until=2020-01-31 digest=ae091cbd4ba9bae9020a4fe600face0cb1417c06290a1a560568096906072773
    {
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "arn:aws:s3:::acme-logs/*"
    }]
  })
}
