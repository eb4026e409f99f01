resource "aws_route_table" "private" {
  vpc_id = "vpc-1"
}

resource "aws_vpn_gateway_route_propagation" "private" {
  route_table_id = aws_route_table.private.id
  vpn_gateway_id = "vgw-1"
}
