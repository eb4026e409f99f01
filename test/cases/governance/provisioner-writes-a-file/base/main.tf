resource "aws_instance" "worker" {
  ami           = "ami-1"
  instance_type = "t3.small"
}
