grants = {
  finance = {
    buckets = ["reports"]
    actions = ["s3:PutObject"]
  }
  sales = {
    buckets = ["leads"]
    actions = ["s3:GetObject"]
  }
}
