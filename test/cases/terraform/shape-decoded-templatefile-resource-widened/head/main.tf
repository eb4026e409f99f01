locals {
  document = jsondecode(templatefile("${path.module}/reader.json.tftpl", { account = "111111111111" }))
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = jsonencode(merge(local.document, { Version = "2012-10-17" }))
}
