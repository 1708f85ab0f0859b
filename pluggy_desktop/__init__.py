"""Your bank accounts, through Open Finance, on your own computer, encrypted."""

__version__ = "0.1.0"
