resource "aws_lb" "shop" {
  name                 = "shop"
  internal             = true
  enable_waf_fail_open = false
}
