# The group and the service have a fixed size.
