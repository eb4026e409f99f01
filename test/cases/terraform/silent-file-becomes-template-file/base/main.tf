resource "aws_iam_role_policy" "reader" {
  name = "reader"
  role = "reader"

  policy = file("${path.module}/policies/reader.json")
}
