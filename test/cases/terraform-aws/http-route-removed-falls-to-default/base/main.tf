resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_route" "all" {
  api_id             = aws_apigatewayv2_api.orders.id
  route_key          = "$default"
  authorization_type = "NONE"
}

resource "aws_apigatewayv2_route" "admin" {
  api_id             = aws_apigatewayv2_api.orders.id
  route_key          = "ANY /admin"
  authorization_type = "AWS_IAM"
}
