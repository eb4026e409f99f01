resource "aws_chatbot_slack_channel_configuration" "operations" {
  configuration_name = "operations"
  iam_role_arn       = "arn:aws:iam::111122223333:role/operations"
  slack_team_id      = "T0001"
  slack_channel_id   = "C0001"
}
