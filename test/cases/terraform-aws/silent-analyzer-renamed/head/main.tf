resource "aws_accessanalyzer_analyzer" "all" {
  analyzer_name = "all"
  type          = "ORGANIZATION"
}
