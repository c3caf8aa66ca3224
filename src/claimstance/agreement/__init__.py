"""Agreement between annotators: coefficients per layer and decision."""
