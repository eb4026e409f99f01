resource "aws_route53_zone" "internal" {
  name = "internal.example.com"

  vpc {
    vpc_id = "vpc-1"
  }
}

resource "aws_route53_zone_association" "two" {
  zone_id = aws_route53_zone.internal.zone_id
  vpc_id  = "vpc-2"
}
