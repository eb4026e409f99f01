locals {
  buckets = [
    "reports",
    "invoices",
  ]
}
