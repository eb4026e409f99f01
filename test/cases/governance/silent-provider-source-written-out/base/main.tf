terraform {
  required_providers {
    dns = {
      source = "acme/dns"
    }
  }
}
