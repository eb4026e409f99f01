data "template_file" "policy" {
  template = file("${path.module}/reader.tpl")
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = data.template_file.policy.rendered
}
