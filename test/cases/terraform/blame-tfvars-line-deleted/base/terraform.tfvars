# What readers may do.
actions = ["s3:GetObject"]
