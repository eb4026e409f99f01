resource "aws_network_acl" "strict" {
  vpc_id     = "vpc-1"
  subnet_ids = ["subnet-1"]
}
