resource "aws_vpc_endpoint" "sts" {
  vpc_id              = "vpc-1"
  service_name        = "com.amazonaws.eu-west-1.sts"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = false
}
