resource "aws_iam_saml_provider" "idp" {
  name                   = "idp"
  saml_metadata_document = "<EntityDescriptor entityID=\"https://idp.example.com\"/>"
}
