resource "aws_appsync_graphql_api" "orders" {
  name                = "orders"
  authentication_type = "AWS_IAM"

  additional_authentication_provider {
    authentication_type = "API_KEY"
  }

  schema = <<-EOT
    type Query {
      catalogue: [String] @aws_api_key
      orders: [String] @aws_api_key
    }
  EOT
}
