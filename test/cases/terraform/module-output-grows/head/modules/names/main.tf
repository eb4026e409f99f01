output "readable" {
  value = ["arn:aws:s3:::reports/*", "arn:aws:s3:::payroll/*"]
}
