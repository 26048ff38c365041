"""For every test, notebooks included: arithmetic that is the same on all processors, as the outputs kept were made."""

import os

os.environ.setdefault("TOOLKIT_PRECISION", "f32")
