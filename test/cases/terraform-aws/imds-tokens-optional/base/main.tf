resource "aws_instance" "app" {
  ami                         = "ami-1"
  associate_public_ip_address = false

  metadata_options {
    http_tokens = "required"
  }
}
