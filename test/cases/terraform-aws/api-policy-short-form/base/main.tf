resource "aws_api_gateway_rest_api" "a" {
  name   = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "execute-api:Invoke", Resource = "execute-api:/*" }] })
}
