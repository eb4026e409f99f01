resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 5

  entry {
    cidr = "10.20.0.0/16"
  }

  entry {
    cidr = "10.30.0.0/17"
  }
}

resource "aws_security_group" "app" {
  name = "app"

  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    prefix_list_ids = [aws_ec2_managed_prefix_list.office.id]
  }
}
