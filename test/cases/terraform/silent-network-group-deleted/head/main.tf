resource "aws_security_group" "app" {
  name = "app"
}

resource "aws_security_group" "batch" {
  name = "batch"
}
