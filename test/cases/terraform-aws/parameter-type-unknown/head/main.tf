variable "type" {
  type = string
}

resource "random_password" "key" {
  length = 24
}

resource "aws_ssm_parameter" "key" {
  name  = "/orders/key"
  type  = var.type
  value = random_password.key.result
}
