resource "aws_network_acl_association" "a" {
  network_acl_id = "acl-strict"
  subnet_id      = "subnet-1"
}
