"""Annotators over HTTP: Label Studio backend and a plain API."""
