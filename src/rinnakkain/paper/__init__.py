"""What is printed of the guideline."""
