"""Tickets at work: opened, joined, moved, shown, followed up."""
