resource "aws_accessanalyzer_analyzer" "org" {
  analyzer_name = "org"
  type          = "ORGANIZATION"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
