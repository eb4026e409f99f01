resource "null_resource" "seed" {
  provisioner "local-exec" {
    command = (
      "./seed.sh"
    )
  }
}
