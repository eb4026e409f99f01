module "team" {
  source  = "./modules/team"
  buckets = ["reports"]
}
