"""Annotations to training data: features, splits, cards, standoff sets."""
