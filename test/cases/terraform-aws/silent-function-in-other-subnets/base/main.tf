variable "first" {
  type = string
}

variable "second" {
  type = string
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"

  vpc_config {
    subnet_ids         = [var.first]
    security_group_ids = ["sg-1"]
  }
}

resource "aws_lambda_function" "stock" {
  function_name = "stock"
  role          = "arn:aws:iam::111122223333:role/stock"
}
