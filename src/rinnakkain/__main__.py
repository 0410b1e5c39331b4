"""Run the command line with `python -m rinnakkain`."""

import sys

from rinnakkain.cli import main

sys.exit(main())
