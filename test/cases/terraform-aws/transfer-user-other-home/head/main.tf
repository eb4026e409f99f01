resource "aws_transfer_user" "bank" {
  server_id      = "s-1"
  user_name      = "bank"
  role           = "arn:aws:iam::123456789012:role/sftp"
  home_directory = "/data"
}
