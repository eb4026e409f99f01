resource "aws_lightsail_instance_public_ports" "web" {
  instance_name = "web"

  port_info {
    protocol  = "tcp"
    from_port = 443
    to_port   = 443
    cidrs     = ["203.0.113.0/24"]
  }
}
