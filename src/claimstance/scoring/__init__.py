"""Predictions against gold, per layer, link and attribute."""
