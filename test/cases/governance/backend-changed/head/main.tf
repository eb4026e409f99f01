terraform {
  backend "s3" {
    bucket = "state-prod"
    key    = "app.tfstate"
    region = "eu-west-1"
  }
}
