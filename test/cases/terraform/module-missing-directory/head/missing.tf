module "gone" {
  source = "./modules/gone"

  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
