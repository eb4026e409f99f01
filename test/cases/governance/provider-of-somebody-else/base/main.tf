terraform {
  required_providers {
    dns = {
      source = "hashicorp/dns"
    }
  }
}
