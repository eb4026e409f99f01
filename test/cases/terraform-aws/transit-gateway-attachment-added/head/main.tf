resource "aws_ec2_transit_gateway" "hub" {

}

resource "aws_ec2_transit_gateway_vpc_attachment" "test" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = "vpc-test"
  subnet_ids         = ["subnet-1"]
}
