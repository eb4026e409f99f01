resource "aws_route_table" "private" {
  vpc_id = "vpc-1"

  propagating_vgws = ["vgw-1"]
}
