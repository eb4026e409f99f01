resource "aws_cloudformation_stack" "agents" {
  name = "agents"

  template_body = <<-EOT
    Resources:
      Agent:
        Type: AWS::IAM::User
        Properties:
          ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]
  EOT

  parameters = {
    Size = "1"
  }
}
