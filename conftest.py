"""Settings of the whole test suite."""

from hypothesis import settings

settings.register_profile("gongbao", deadline=None)
settings.load_profile("gongbao")
