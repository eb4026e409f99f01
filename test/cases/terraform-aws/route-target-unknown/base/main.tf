resource "aws_route_table" "app" {
  vpc_id = "vpc-1"

  route {
    cidr_block = "10.0.0.0/8"
    gateway_id = "igw-1"
  }
}
