resource "aws_security_group" "cluster" {
  name = "cluster"
}

resource "aws_security_group_rule" "nodes" {
  type              = "ingress"
  security_group_id = aws_security_group.cluster.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  self              = true
}
