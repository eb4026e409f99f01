resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = file(one(fileset(path.module, "read*")))
}
