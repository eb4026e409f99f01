
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
      { Effect = "Deny", Action = ["s3:*"], Resource = "arn:aws:s3:::reports/secret/*" },
    ]
  })
}

resource "aws_iam_group_membership" "readers" {
  name  = "readers"
  group = aws_iam_group.readers.name
  users = []
}

resource "aws_iam_user_policy" "bob" {
  name   = "bob"
  user   = aws_iam_user.bob.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::reports/*" },
    ]
  })
}
