resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

module "reader" {
  source = "./modules/reader"
}

resource "aws_iam_role_policy_attachment" "reader" {
  role       = aws_iam_role.app.name
  policy_arn = module.reader.arn
}
