module "policy" {
  source = "./policy"
  count  = 1

  actions = ["s3:GetObject", "s3:DeleteObject"]
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = one(module.policy[*].json)
}
