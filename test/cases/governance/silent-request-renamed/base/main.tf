data "http" "status" {
  url = "https://example.com/status"
}
