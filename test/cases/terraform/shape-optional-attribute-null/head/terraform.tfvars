grants = {
  finance = {
    buckets = ["reports"]
    actions = null
  }
  sales = {
    buckets = ["leads"]
  }
}
