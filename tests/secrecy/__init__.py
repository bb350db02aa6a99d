"""Where a learner can look, nothing tells the key."""
