provider "aws" {
  region = "eu-west-1"
}

resource "aws_securityhub_standards_control" "root_keys" {
  standards_control_arn = "arn:aws:securityhub:eu-west-1:111122223333:control/aws-foundational-security-best-practices/v/1.0.0/IAM.4"
  control_status        = "DISABLED"
  disabled_reason       = "noise"
}
