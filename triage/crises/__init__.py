"""Several doubts at once, and one problem behind many tickets (PRODUCT 8)."""
