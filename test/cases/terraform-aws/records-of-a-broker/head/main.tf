resource "aws_lambda_event_source_mapping" "orders" {
  function_name = "orders"
  topics        = ["orders"]

  self_managed_event_source {
    endpoints = {
      KAFKA_BOOTSTRAP_SERVERS = "one.example.com:9092,two.example.com:9092"
    }
  }
}
