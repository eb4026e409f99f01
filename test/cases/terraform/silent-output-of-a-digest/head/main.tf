variable "password" {
  type      = string
  sensitive = true
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

output "image" {
  value = nonsensitive(data.aws_ssm_parameter.image.value)
}

output "digest" {
  value = nonsensitive(sha256(var.password))
}
