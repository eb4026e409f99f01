resource "aws_instance" "app" {
  ami                         = "ami-1"
  associate_public_ip_address = false
}

resource "aws_eip" "app" {
  domain = "vpc"
}

resource "aws_eip_association" "app" {
  instance_id   = aws_instance.app.id
  allocation_id = aws_eip.app.id
}
