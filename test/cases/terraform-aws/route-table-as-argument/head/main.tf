resource "aws_route_table" "app" {
  vpc_id = "vpc-1"
  route = [{
    cidr_block = "0.0.0.0/0"
    gateway_id = "igw-1"
  }]
}
