"""What to say of an error that nobody foresaw."""

from __future__ import annotations

from pluggy_desktop.errors import AppError
from pluggy_desktop.i18n import tr


def as_app_error(bug: Exception) -> AppError:
    """The defect in words for a person: that it is ours, and where the details are."""
    return AppError(
        tr("Something went wrong in the app"),
        tr(
            "This is a defect in Pluggy Desktop, not something you did. Your data is as it was before."
        ),
        tr("Try again. If it stays, the log file has the details."),
        technical=type(bug).__name__,
    )
