grants = {
  finance = {
    buckets = ["reports"]
  }
  sales = {
    buckets = ["leads"]
  }
}
