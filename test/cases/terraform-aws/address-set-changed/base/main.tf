resource "aws_wafv2_ip_set" "offices" {
  name               = "offices"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["192.0.2.0/28"]
}
