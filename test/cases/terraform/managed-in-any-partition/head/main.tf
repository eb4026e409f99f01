resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
data "aws_partition" "here" {}

resource "aws_iam_role_policy_attachment" "it" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:${data.aws_partition.here.partition}:iam::aws:policy/AmazonSQSFullAccess"
}
