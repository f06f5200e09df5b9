"""The screens: one file a page, and what they share."""
