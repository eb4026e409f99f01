module "orders" {
  source = "./orders"
}

output "secret" {
  value     = module.orders.secret
  sensitive = true
}
