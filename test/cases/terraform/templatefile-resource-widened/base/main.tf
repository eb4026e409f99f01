resource "aws_iam_role_policy" "worker" {
  name   = "worker"
  role   = "worker"
  policy = templatefile("${path.module}/worker.json.tftpl", { bucket = "reports" })
}
