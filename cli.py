"""The command line from a checkout: ``python cli.py --help``."""

from tmserver.commands import main

if __name__ == "__main__":
    main()
