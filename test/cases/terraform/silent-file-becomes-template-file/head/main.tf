resource "aws_iam_role_policy" "reader" {
  name = "reader"
  role = "reader"

  policy = templatefile("${path.module}/policies/reader.json.tftpl", { bucket = "example-data" })
}
