module "orders" {
  source = "./orders"
}

output "secret" {
  value     = nonsensitive(module.orders.secret)
  sensitive = false
}
