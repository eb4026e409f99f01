resource "aws_cloudtrail_event_data_store" "events" {
  name    = "events"
  suspend = true
}
