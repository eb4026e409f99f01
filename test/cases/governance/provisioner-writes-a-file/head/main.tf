resource "aws_instance" "worker" {
  ami           = "ami-1"
  instance_type = "t3.small"

  provisioner "file" {
    source      = "jobs.cron"
    destination = "/etc/cron.d/jobs"
  }
}
