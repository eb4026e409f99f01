resource "aws_kms_key" "archive" {
  description = "Archive"
}
