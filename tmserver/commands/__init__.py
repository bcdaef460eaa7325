"""The command line: Click commands that parse, call a service and render its answer."""


def main() -> None:
    """Run the command line."""
