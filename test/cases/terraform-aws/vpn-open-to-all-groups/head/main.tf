resource "aws_ec2_client_vpn_authorization_rule" "app" {
  client_vpn_endpoint_id = "cvpn-endpoint-1"
  target_network_cidr    = "10.0.0.0/16"
  authorize_all_groups   = true
}
