"""Logistics screenshots and letters of our own: drawn with made-up people, so that what must be hidden is known."""
