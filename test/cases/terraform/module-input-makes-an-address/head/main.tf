module "report" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "7.20.0"

  function_name = "report"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  memory_size   = 256

  create_lambda_function_url = true
}
