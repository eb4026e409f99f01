
resource "aws_organizations_policy" "a" {
  name = "a"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Deny", Action = ["cloudtrail:StopLogging"], Resource = "*" },
    ]
  })
}
