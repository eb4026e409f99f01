resource "random_password" "orders" {
  length = 24
}

locals {
  login = { user = "orders", password = random_password.orders.result }
}

output "user" {
  value = local.login.user
}
