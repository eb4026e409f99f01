resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"

  body = jsonencode({
    openapi = "3.0.1"
    paths = {
      "/orders"            = { get = {} }
      "/orders/{order_id}" = { get = { security = [{ signed = [] }] } }
    }
    components = {
      securitySchemes = {
        signed = {
          type                         = "apiKey"
          name                         = "Authorization"
          in                           = "header"
          x-amazon-apigateway-authtype = "awsSigv4"
        }
        key = { type = "apiKey", name = "x-api-key", in = "header" }
        checked = {
          type                         = "apiKey"
          name                         = "Authorization"
          in                           = "header"
          x-amazon-apigateway-authtype = "custom"
          x-amazon-apigateway-authorizer = {
            type          = "token"
            authorizerUri = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:check/invocations"
          }
        }
      }
    }
  })
}
