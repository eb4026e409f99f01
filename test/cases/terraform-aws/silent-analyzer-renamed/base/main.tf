resource "aws_accessanalyzer_analyzer" "org" {
  analyzer_name = "org"
  type          = "ORGANIZATION"
}
