resource "aws_s3_bucket" "ledger" {
  bucket = "example-ledger"
}
