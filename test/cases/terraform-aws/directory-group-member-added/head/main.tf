resource "aws_identitystore_group_membership" "one" {
  identity_store_id = "d-1234567890"
  group_id          = "admins"
  member_id         = "ada"
}

resource "aws_identitystore_group_membership" "two" {
  identity_store_id = "d-1234567890"
  group_id          = "admins"
  member_id         = "bob"
}
