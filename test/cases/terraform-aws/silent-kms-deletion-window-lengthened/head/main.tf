resource "aws_kms_key" "k" {
  deletion_window_in_days = 14
}
