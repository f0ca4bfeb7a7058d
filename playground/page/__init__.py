"""The page on which anybody can try youju: the simulated groups, and beside them what the bot thinks.

``server.py`` serves it, ``stage.py`` holds one played world, ``static/`` is what the browser gets.
"""
