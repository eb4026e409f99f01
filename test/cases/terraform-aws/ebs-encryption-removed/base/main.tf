resource "aws_ebs_encryption_by_default" "e" {
  enabled = true
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
