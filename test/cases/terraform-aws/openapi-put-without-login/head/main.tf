resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}

resource "aws_api_gateway_rest_api_put" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  body        = file("${path.module}/openapi.yaml")
}
