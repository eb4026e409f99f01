resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = core::file("${path.module}/reader.tpl")
}
