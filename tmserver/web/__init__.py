"""The pages: parses a form, calls a service, renders a template."""
