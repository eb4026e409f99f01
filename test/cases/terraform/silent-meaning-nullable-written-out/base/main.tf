module "app" {
  source  = "./app"
  actions = null
}
