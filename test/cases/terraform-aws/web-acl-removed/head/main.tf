resource "aws_lb" "web" {
  name     = "web"
  internal = true
}
