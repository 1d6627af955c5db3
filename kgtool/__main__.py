"""The command line as a module: in, ``python -m kgtool`` and words; out, what ``kgtool`` does with them."""

from kgtool.cli import main

if __name__ == "__main__":
    main()
