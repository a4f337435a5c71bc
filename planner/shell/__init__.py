"""Where it meets: the window, what it asks the user, and who hears whom."""
