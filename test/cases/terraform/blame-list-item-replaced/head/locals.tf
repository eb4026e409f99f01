locals {
  buckets = [
    "reports",
    "payroll",
  ]
}
