resource "aws_apigatewayv2_route" "orders" {
  api_id             = "api1"
  route_key          = "POST /orders"
  authorization_type = "AWS_IAM"
}
