"""How the window looks: named colours, one style sheet, one font family that ships with it."""
