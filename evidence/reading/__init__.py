"""What is read in pictures: lines of text, what of them is private, and what they offer as defaults. Pure."""
