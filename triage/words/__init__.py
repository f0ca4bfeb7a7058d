"""What is said, to members and to staff: facts in, texts and buttons out. Pure; the texts are in core/locales."""
