resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

resource "aws_iam_user" "bob" {
  name = "bob"
}

resource "aws_iam_policy" "writer" {
  name = "writer"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:PutObject"], Resource = "arn:aws:s3:::reports/*" },
    ]
  })
}

resource "aws_iam_policy_attachment" "all" {
  name       = "all"
  policy_arn = aws_iam_policy.writer.arn
  roles      = [aws_iam_role.app.name]
  users      = [aws_iam_user.bob.name]
}
