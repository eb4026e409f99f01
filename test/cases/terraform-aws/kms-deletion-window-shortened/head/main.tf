resource "aws_kms_key" "k" {
  description             = "k"
  deletion_window_in_days = 7
}
