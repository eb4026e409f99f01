locals {
  account = "111122223333"
}
