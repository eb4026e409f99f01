
resource "aws_iam_user" "bob" {
  name = "bob"
}

resource "aws_iam_group" "readers" {
  name = "readers"
}

resource "aws_iam_group_policy" "readers" {
  name   = "readers"
  group  = aws_iam_group.readers.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::reports/*" },
    ]
  })
}

resource "aws_iam_group_membership" "readers" {
  name  = "readers"
  group = aws_iam_group.readers.name
  users = []
}
