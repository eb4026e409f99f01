resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = templatefile("${path.module}/reader.json.tftpl", { buckets = ["reports"] })
}
