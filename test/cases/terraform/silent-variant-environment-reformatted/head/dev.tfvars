# The test account.
prefix="dev"
