resource "aws_db_instance" "trial" {
  identifier          = "trial"
  instance_class      = "db.t4g.micro"
  snapshot_identifier = "trial"
}
