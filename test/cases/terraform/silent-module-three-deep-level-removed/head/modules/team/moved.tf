# Readers are called directly.
