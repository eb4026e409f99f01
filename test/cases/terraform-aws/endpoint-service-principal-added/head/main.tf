resource "aws_vpc_endpoint_service" "api" {
  acceptance_required        = true
  network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/api/1"]
  allowed_principals         = ["arn:aws:iam::111122223333:root", "*"]
}
