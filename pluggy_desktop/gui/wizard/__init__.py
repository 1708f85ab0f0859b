"""The wizard that connects a bank, as the window sees it."""

from pluggy_desktop.gui.wizard.wizard import ConnectWizard, PageId

__all__ = ["ConnectWizard", "PageId"]
