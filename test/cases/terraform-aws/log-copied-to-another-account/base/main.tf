resource "aws_cloudwatch_log_subscription_filter" "f" {
  name            = "f"
  log_group_name  = "app"
  filter_pattern  = ""
  destination_arn = "arn:aws:logs:eu-west-1:123456789012:destination:own"
}
