actions = null
