data "local_file" "policy" {
  filename = "${path.module}/reader.tpl"
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = data.local_file.policy.content
}
