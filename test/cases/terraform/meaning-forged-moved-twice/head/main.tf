moved {
  from = aws_security_group.web
  to   = aws_security_group.front
}

moved {
  from = aws_security_group.front
  to   = aws_security_group.other
}

resource "aws_security_group" "web" {
  name = "web"
}

resource "aws_security_group" "other" {
  name = "web"

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
