"""Training span models and sentence classifiers on ``transformers.Trainer``."""
