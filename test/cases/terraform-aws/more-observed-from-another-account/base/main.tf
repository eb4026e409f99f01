resource "aws_oam_link" "main" {
  label_template  = "$AccountName"
  resource_types  = ["AWS::CloudWatch::Metric"]
  sink_identifier = "arn:aws:oam:eu-west-1:444455556666:sink/one"
}
