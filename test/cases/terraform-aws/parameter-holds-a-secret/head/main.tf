variable "key" {
  type      = string
  sensitive = true
}

resource "aws_ssm_parameter" "key" {
  name  = "/orders/key"
  type  = "String"
  value = "key=${var.key}"
}
