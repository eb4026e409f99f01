locals {
  name = "shares"
}
