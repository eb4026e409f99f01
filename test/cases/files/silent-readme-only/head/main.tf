resource "aws_iam_user" "one" {
  name = "one"
}
