# What readers may do.
