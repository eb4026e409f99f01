resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = "arn:aws:iam::111122223333:role/report"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "report.zip"
  layers        = ["arn:aws:lambda:eu-west-1:111122223333:layer:shared:4", aws_lambda_layer_version.own.arn]
}

resource "aws_lambda_layer_version" "own" {
  layer_name = "own"
  filename   = "own-1.zip"
}
