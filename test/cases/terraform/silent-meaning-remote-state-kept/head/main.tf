data "terraform_remote_state" "data" {
  backend = "s3"
  config = {
    key    = "reports" # The state of reports.
    bucket = "state"
  }
}

resource "aws_iam_policy" "reader" {
  name = "reader"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = data.terraform_remote_state.data.outputs.bucket_arn
    }]
  })
}
