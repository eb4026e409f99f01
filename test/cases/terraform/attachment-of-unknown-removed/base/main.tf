resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

resource "aws_iam_role_policy_attachment" "guard" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::111122223333:policy/no-production"
}
