resource "aws_ssoadmin_permission_set" "data" {
  name         = "data"
  instance_arn = "arn:aws:sso:::instance/ssoins-1"
}

resource "aws_ssoadmin_permission_set_inline_policy" "data" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  permission_set_arn = aws_ssoadmin_permission_set.data.arn
  inline_policy      = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::reports/*" },
      { Effect = "Allow", Action = ["s3:PutObject"], Resource = "arn:aws:s3:::reports/*" },
    ]
  })
}
