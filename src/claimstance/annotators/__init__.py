"""Annotators by name; built-in ones register through the same entry points as anyone's."""
