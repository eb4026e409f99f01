resource "aws_network_acl" "app" {
  vpc_id = "vpc-1"

  dynamic "ingress" {
    for_each = [
      { number = 90, action = "deny", block = "198.51.100.0/24" },
      { number = 100, action = "allow", block = "0.0.0.0/0" },
    ]

    content {
      rule_no    = ingress.value.number
      action     = ingress.value.action
      protocol   = "tcp"
      from_port  = 443
      to_port    = 443
      cidr_block = ingress.value.block
    }
  }
}
