resource "aws_iam_role" "app" {
  for_each           = toset(["one", "two"])
  name               = each.key
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

resource "aws_iam_role_policy_attachment" "reader" {
  for_each   = aws_iam_role.app
  role       = each.value.name
  policy_arn = aws_iam_policy.reader.arn
}
