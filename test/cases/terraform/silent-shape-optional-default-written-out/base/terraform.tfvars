grants = {
  finance = {
    buckets = ["reports"]
    actions = ["s3:PutObject"]
  }
  sales = {
    buckets = ["leads"]
  }
}
