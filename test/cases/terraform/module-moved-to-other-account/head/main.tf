provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "audit"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/terraform"
  }
}

module "reader" {
  source = "./modules/reader"
  bucket = "reports"

  providers = {
    aws = aws.audit
  }
}
