resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = fileexists("${path.module}/wide.tpl") ? file("${path.module}/wide.tpl") : file("${path.module}/reader.tpl")
}
