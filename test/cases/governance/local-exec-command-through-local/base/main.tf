locals {
  script = "./seed.sh"
}

resource "null_resource" "seed" {
  provisioner "local-exec" {
    command = local.script
  }
}
