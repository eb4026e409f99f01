resource "aws_snapshot_create_volume_permission" "partner" {
  snapshot_id = "snap-1"
  account_id  = "111122223333"
}
