resource "aws_api_gateway_method" "orders" {
  rest_api_id   = "api1"
  resource_id   = "r1"
  http_method   = "POST"
  authorization = "AWS_IAM"
}
