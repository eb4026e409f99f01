resource "aws_guardduty_detector" "main" {
  region = "eu-west-1"
  enable = true
}
