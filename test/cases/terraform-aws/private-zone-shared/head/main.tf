resource "aws_route53_zone" "internal" {
  name = "internal.example.com"

  vpc {
    vpc_id = "vpc-1"
  }
}

resource "aws_route53_vpc_association_authorization" "partner" {
  zone_id = aws_route53_zone.internal.id
  vpc_id  = "vpc-2"
}
