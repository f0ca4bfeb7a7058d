"""What staff teach, what a model may say, and answers taken back."""
