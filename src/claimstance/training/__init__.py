"""Training span models and sentence classifiers."""
