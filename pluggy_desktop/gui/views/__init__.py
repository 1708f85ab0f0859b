"""The pages and panes of the main window."""
