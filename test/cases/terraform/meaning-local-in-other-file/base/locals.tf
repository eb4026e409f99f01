locals {
  readable = ["arn:aws:s3:::reports/*"]
}
