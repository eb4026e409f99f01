locals {
  readable = concat(local.own, local.shared)
  own      = ["arn:aws:s3:::reports/*"]
}
