"""Run the command line with `python -m rinnakkain`, or as `rinnakkain`."""

import sys

__all__ = ["main"]


def main() -> int:
    """Run the command line; whoever stops it is told so, while its parts are still loaded too."""
    try:
        from rinnakkain import cli

        return cli.main()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
