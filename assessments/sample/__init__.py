"""The fictional ward: its texts, its people's year, and the story told through the services."""
