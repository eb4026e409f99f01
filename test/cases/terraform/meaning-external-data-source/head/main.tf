data "external" "policy" {
  program = ["python3", "${path.module}/reader.tpl"]
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = data.external.policy.result.json
}
