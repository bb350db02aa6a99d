"""The pages of a learner, with what they ask and show."""
