
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

resource "aws_iam_group" "writers" {
  name = "writers"
}

resource "aws_iam_group_policy" "writers" {
  name   = "writers"
  group  = aws_iam_group.writers.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::reports/*" },
      { Effect = "Allow", Action = ["s3:PutObject"], Resource = "arn:aws:s3:::reports/*" },
    ]
  })
}

resource "aws_iam_group_membership" "readers" {
  name  = "readers"
  group = aws_iam_group.readers.name
  users = []
}

resource "aws_iam_group_membership" "writers" {
  name  = "writers"
  group = aws_iam_group.writers.name
  users = [aws_iam_user.bob.name]
}
