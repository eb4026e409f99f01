resource "random_password" "shop" {
  length = 24
}

moved {
  from = random_password.orders
  to   = random_password.shop
}
