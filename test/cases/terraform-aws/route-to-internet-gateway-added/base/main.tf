resource "aws_route_table" "app" {
  vpc_id = "vpc-1"

  route {
    cidr_block                = "10.0.0.0/8"
    vpc_peering_connection_id = "pcx-1"
  }
}
