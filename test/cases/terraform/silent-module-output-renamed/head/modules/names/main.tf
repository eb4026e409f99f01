output "arns" {
  value = ["arn:aws:s3:::reports/*"]
}
