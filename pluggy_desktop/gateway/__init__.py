"""The only room that knows pluggy_sdk and HTTP: Pluggy's calls in, domain values out."""
