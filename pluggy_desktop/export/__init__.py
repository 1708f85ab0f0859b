"""Writing what is shown to files: one module a format."""
