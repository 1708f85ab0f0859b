"""Connecting a bank: the flow, the ways home, the loopback listener, the session."""
