resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
  body = <<-YAML
    openapi: 3.0.1
    info: {title: orders, version: "1"}
    paths:
      /orders/{order}:
        get:
          responses: {"200": {description: done}}
      /orders:
        post:
          responses: {"200": {description: done}}
    components:
      securitySchemes:
        signed: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
  YAML
}
