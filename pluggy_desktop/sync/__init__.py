"""Bringing what Pluggy has into the store: polling, merging, fetching, refreshing."""
