resource "aws_instance" "app" {
  ami                         = "ami-1"
  associate_public_ip_address = false

  provisioner "remote-exec" {
    inline = ["sh setup.sh"]
  }
}
