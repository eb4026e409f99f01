resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = var.role
}

variable "role" {
  type = string
}
