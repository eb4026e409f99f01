locals {
  shared = ["arn:aws:s3:::${local.shared_bucket}/*"]

  shared_bucket = "*"
}
