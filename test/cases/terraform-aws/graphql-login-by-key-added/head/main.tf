resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "AWS_IAM"

  additional_authentication_provider {
    authentication_type = "API_KEY"
  }
}
