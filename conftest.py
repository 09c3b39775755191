"""Settings of the whole test suite."""

import os

from hypothesis import settings

settings.register_profile("gongbao", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gongbao")
