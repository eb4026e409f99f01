terraform {
  backend "s3" {
    bucket = "state-test"
    key    = "app.tfstate"
    region = "eu-west-1"
  }
}
