variable "bucket" {
  type = string
}

variable "actions" {
  type    = list(string)
  default = ["s3:GetObject"]
}

resource "aws_iam_policy" "reader" {
  name = "read-${var.bucket}"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = var.actions
      Resource = "arn:aws:s3:::${var.bucket}/*"
    }]
  })
}
