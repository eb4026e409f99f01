resource "aws_sqs_queue" "q" {
  name = "q"
}

resource "aws_redshift_data_share_authorization" "p" {
  data_share_arn      = "arn:aws:redshift:eu-west-1:123456789012:datashare:1/sales"
  consumer_identifier = "111122223333"
}
