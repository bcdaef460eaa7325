"""The JSON interface: parses a request, calls a service, renders its answer."""
