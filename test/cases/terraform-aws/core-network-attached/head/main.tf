resource "aws_networkmanager_vpc_attachment" "main" {
  core_network_id = "core-network-1"
  subnet_arns     = ["arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1"]
  vpc_arn         = "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1"
}
