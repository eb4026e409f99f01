resource "aws_opensearch_domain" "logs" {
  domain_name = "logs"

  vpc_options {
    subnet_ids = ["subnet-1"]
  }
}
