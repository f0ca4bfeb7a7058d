"""The machine that reads pictures: one process of its own, which may die without anybody noticing more than a wait."""
