resource "aws_network_acl" "app" {
  vpc_id = "vpc-1"
}

resource "aws_network_acl_rule" "deny" {
  network_acl_id = aws_network_acl.app.id
  rule_number    = 90
  protocol       = "tcp"
  rule_action    = "deny"
  cidr_block     = "198.51.100.0/24"
  from_port      = 443
  to_port        = 443
}

resource "aws_network_acl_rule" "allow" {
  network_acl_id = aws_network_acl.app.id
  rule_number    = 100
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 443
  to_port        = 443
}
