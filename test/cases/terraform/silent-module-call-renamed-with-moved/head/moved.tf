moved {
  from = module.reports
  to   = module.archive
}
