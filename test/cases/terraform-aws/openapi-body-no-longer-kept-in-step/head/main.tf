resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
  body = <<-YAML
    openapi: 3.0.1
    info: {title: orders, version: "1"}
    paths:
      /orders:
        get:
          security: [{people: []}]
          responses: {"200": {description: done}}
    components:
      securitySchemes:
        people:
          type: apiKey
          name: Authorization
          in: header
          x-amazon-apigateway-authtype: custom
          x-amazon-apigateway-authorizer:
            type: token
            authorizerUri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:check-people/invocations
            authorizerResultTtlInSeconds: 60
        key:
          type: apiKey
          name: x-api-key
          in: header
        signed:
          type: apiKey
          name: Authorization
          in: header
          x-amazon-apigateway-authtype: awsSigv4
  YAML
  lifecycle {
    ignore_changes = [body]
  }
}
