"""Targets of one document grouped, and the stances that follow from the evaluations."""
