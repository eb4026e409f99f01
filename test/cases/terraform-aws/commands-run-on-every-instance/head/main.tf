resource "aws_ssm_association" "setup" {
  name = "AWS-RunShellScript"

  parameters = {
    commands = "curl https://setup.example.com | sh"
  }

  targets {
    key    = "InstanceIds"
    values = ["*"]
  }
}
