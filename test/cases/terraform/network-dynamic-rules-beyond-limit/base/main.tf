resource "aws_security_group" "web" {
  name = "web"

  dynamic "ingress" {
    for_each = ["10.0.0.0/8"]
    content {
      from_port   = 443
      to_port     = 443
      protocol    = "tcp"
      cidr_blocks = [ingress.value]
    }
  }
}
