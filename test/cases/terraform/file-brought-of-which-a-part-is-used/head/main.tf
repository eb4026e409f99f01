resource "aws_iam_role_policy" "reader" {
  name = "reader"
  role = "reader"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [jsondecode(file("${path.module}/policies/reader.json")).Statement[0]]
  })
}
