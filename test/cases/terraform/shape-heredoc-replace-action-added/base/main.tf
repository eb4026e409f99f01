locals {
  bucket = "reports"
}

resource "aws_iam_policy" "reader" {
  name = "reader"

  policy = replace(<<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::BUCKET/*"
        }
      ]
    }
    EOT
  , "BUCKET", local.bucket)
}
