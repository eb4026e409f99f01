# Whether the shop is open.
data "http" "is_open" {
  url = "https://example.com/status"
}
