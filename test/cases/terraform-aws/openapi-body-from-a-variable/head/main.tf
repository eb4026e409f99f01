variable "body" {
  type = string
}

resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
  body = var.body
}
