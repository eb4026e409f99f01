variable "subnets" {
  type = list(string)
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"

  vpc_config {
    subnet_ids         = var.subnets
    security_group_ids = ["sg-1"]
  }
}
