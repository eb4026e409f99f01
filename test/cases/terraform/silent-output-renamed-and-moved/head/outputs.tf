locals {
  password = random_password.shop.result
}

output "password" {
  value = nonsensitive(local.password)
}
