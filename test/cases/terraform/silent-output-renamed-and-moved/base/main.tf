resource "random_password" "orders" {
  length = 24
}

output "password" {
  value = nonsensitive(random_password.orders.result)
}
