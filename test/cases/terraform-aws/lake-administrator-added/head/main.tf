resource "aws_lakeformation_data_lake_settings" "s" {
  admins = ["arn:aws:iam::123456789012:role/lake", "arn:aws:iam::123456789012:role/team"]
}
