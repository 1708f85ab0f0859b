"""The wizard that connects a bank, as the window sees it."""

from pluggy_desktop.gui.wizard.page import PageId
from pluggy_desktop.gui.wizard.wizard import ConnectWizard

__all__ = ["ConnectWizard", "PageId"]
