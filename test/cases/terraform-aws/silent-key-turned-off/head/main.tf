resource "aws_kms_key" "archive" {
  description = "Archive"
  is_enabled  = false
}
