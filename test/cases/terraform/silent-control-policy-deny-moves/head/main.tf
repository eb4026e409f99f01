
resource "aws_organizations_policy" "a" {
  name = "a"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Deny", Action = ["cloudtrail:StopLogging"], Resource = "*" },
    ]
  })
}

resource "aws_organizations_policy" "b" {
  name = "b"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Deny", Action = ["iam:CreateUser"], Resource = "*" },
    ]
  })
}

resource "aws_organizations_policy_attachment" "a" {
  policy_id = aws_organizations_policy.a.id
  target_id = "ou-ab12-11111111"
}

resource "aws_organizations_policy_attachment" "b" {
  policy_id = aws_organizations_policy.b.id
  target_id = "ou-ab12-11111111"
}
