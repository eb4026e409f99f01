resource "aws_route53_zone" "internal" {
  name = "internal.example.com"

  vpc {
    vpc_id = "vpc-1"
  }

  vpc {
    vpc_id = "vpc-2"
  }
}
