terraform {
  required_providers {
    dns = {
      source = "ACME/dns"
    }
  }
}
