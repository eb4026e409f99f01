module "reports" {
  source = "./modules/reader"
  bucket = "reports"
}

moved {
  from = aws_iam_policy.reader
  to   = module.reports.aws_iam_policy.reader
}
