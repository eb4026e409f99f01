resource "aws_ebs_snapshot_block_public_access" "s" {
  state = "block-all-sharing"
}
