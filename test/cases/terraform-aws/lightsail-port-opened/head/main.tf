resource "aws_lightsail_instance_public_ports" "web" {
  instance_name = "web"

  port_info {
    protocol  = "tcp"
    from_port = 443
    to_port   = 443
  }

  port_info {
    protocol  = "tcp"
    from_port = 22
    to_port   = 22
  }
}
