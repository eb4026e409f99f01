resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 5

  entry {
    cidr = "10.20.0.0/16"
  }
}

resource "aws_security_group" "app" {
  name = "app"
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.app.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_id    = aws_ec2_managed_prefix_list.office.id
}

resource "aws_vpc_security_group_ingress_rule" "partner" {
  security_group_id = aws_security_group.app.id
  ip_protocol       = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_ipv4         = "192.0.2.0/24"
}

resource "aws_route" "office" {
  route_table_id             = "rtb-0123456789abcdef0"
  destination_prefix_list_id = aws_ec2_managed_prefix_list.office.id
  transit_gateway_id         = "tgw-0123456789abcdef0"
}

