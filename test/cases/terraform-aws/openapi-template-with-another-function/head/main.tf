resource "aws_lambda_function" "check" {
  function_name = "check-people"
  role          = "arn:aws:iam::111122223333:role/check"
  memory_size   = 128
}

resource "aws_lambda_function" "other" {
  function_name = "check-other"
  role          = "arn:aws:iam::111122223333:role/check"
}

resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
  body = templatefile("${path.module}/openapi.yaml.tftpl", { check = aws_lambda_function.other.invoke_arn })
}
