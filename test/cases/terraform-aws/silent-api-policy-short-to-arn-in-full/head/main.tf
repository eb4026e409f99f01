data "aws_partition" "this" {}
data "aws_region" "this" {}
data "aws_caller_identity" "this" {}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_rest_api_policy" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "execute-api:Invoke"
      Resource  = [
        "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/live/GET/orders",
        "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/live/GET/prices/*",
      ]
    }]
  })
}
