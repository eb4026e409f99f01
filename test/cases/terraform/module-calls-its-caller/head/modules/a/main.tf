module "root" {
  source = "../.."
}

output "name" {
  value = "a"
}
