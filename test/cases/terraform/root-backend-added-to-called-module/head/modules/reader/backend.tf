terraform {
  backend "s3" {
    bucket = "state"
    key    = "reader"
    region = "eu-west-1"
  }
}
