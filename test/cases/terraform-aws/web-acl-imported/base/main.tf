resource "aws_lb" "shop" {
  name     = "shop"
  internal = false
  subnets  = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
}
