"""Plain wording of claims, made from their spans by rules."""
