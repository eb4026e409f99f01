resource "aws_route_table" "app" {
  vpc_id = "vpc-1"
}

resource "aws_route" "peer" {
  route_table_id            = aws_route_table.app.id
  destination_cidr_block    = "10.0.0.0/8"
  vpc_peering_connection_id = "pcx-1"
}
