locals {
  name = "shares"
}

resource "aws_ram_sharing_with_organization" "all" {
}
