resource "aws_ssm_service_setting" "sharing" {
  region        = "us-east-1"
  setting_id    = "/ssm/documents/console/public-sharing-permission"
  setting_value = "Enable"
}
