resource "aws_network_acl" "strict" {
  vpc_id = "vpc-1"
}

resource "aws_network_acl_association" "strict" {
  network_acl_id = aws_network_acl.strict.id
  subnet_id      = "subnet-1"
}
