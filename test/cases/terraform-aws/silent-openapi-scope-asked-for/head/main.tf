resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
  body = <<-YAML
    openapi: 3.0.1
    info: {title: orders, version: "1"}
    paths:
      /orders:
        get:
          security: [{people: [write]}]
          responses: {"200": {description: done}}
    components:
      securitySchemes:
        people:
          type: oauth2
          x-amazon-apigateway-authorizer:
            type: jwt
            identitySource: $request.header.Authorization
            jwtConfiguration: {issuer: "https://login.example.com", audience: [orders]}
  YAML
}
