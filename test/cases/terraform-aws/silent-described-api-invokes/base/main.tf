resource "aws_api_gateway_rest_api" "shop" {
  name        = "shop"
  description = "Orders"
}

resource "aws_lambda_permission" "orders" {
  statement_id  = "orders"
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.shop.execution_arn}/*/GET/orders"
}
