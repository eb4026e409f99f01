resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "orders", version = "1" }
    paths = {
      "/orders" = {
        get = {
          security = [{ signed = [] }]
          x-amazon-apigateway-integration = {
            type        = "aws"
            httpMethod  = "POST"
            uri         = "arn:aws:apigateway:eu-west-1:dynamodb:action/GetItem"
            credentials = "arn:aws:iam::111122223333:role/orders-owner"
          }
        }
      }
    }
    components = {
      securitySchemes = {
        signed = {
          type                           = "apiKey"
          name                           = "Authorization"
          in                             = "header"
          "x-amazon-apigateway-authtype" = "awsSigv4"
        }
      }
    }
  })
}
