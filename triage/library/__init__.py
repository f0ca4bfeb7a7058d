"""Evidence and goods as staff keep them, and what follows from publishing."""
