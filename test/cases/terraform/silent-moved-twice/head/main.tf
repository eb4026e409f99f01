moved {
  from = aws_security_group.front
  to   = module.front.aws_security_group.this
}

moved {
  from = aws_security_group.web
  to   = aws_security_group.front
}

module "front" {
  source = "./front"
}
