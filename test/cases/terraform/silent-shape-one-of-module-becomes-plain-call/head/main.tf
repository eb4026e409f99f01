module "policy" {
  source = "./policy"

  actions = ["s3:GetObject"]
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = module.policy.json
}
