locals {
  buckets = [
    "reports",
    "invoices",
    "payroll",
  ]
}
