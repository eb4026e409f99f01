output "readable" {
  value = ["arn:aws:s3:::reports/*"]
}
