"""Faults in their full size, one at a time: `make faults F=F2`. `make test` plays a short form of each elsewhere."""

from tests.browser.conftest import browser, visit
from tests.deploy.conftest import certificates, resolved

__all__ = ["browser", "certificates", "resolved", "visit"]
