resource "aws_instance" "app" {
  ami                         = "ami-1"
  associate_public_ip_address = false
  vpc_security_group_ids      = ["sg-app", "sg-admin"]
}
