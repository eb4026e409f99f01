resource "aws_guardduty_detector" "main" {
  region = "us-east-1"
  enable = true
}
