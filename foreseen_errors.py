"""The errors that commands foresee, and how each ends; whoever adds one that a person must mend names it here.

By name, since the rooms that define them take seconds to load; a test holds the names to what there is.
"""

from jobs.exit_codes import ExitCode

FORESEEN: dict[str, ExitCode] = {
    # of wrong use, or of what a person must mend first
    **dict.fromkeys(
        (
            "crawler.foreign_pages.UnusableInputError",
            "crawler.guard.ContactError",
            "crawler.inspection.InspectionError",
            "crawler.sources.SourcesError",
            "crawler.state.StateError",
            "explore.export.formats.MissingPackagesError",
            "explore.export.formats.NoSuchFormatError",
            "explore.export.threesixtygiving.NoGrantsError",
            "explore.export.whole_files.DestinationError",
            "explore.review_sheet.SheetError",
            "explore.site.serving.PortError",
            "explore.site.terms.TermsError",
            "extract.gold.GoldError",
            "jobs.annotation.AnnotationError",
            "jobs.archive_care.UnusableDataError",
            "jobs.archive_citing.NoSuchCaptureError",
            "jobs.archive_wacz.WaczError",
            "jobs.build_input.BuildError",
            "jobs.files.NoSuchFileError",
            "jobs.forgetting.ForgettingError",
            "jobs.named_things.DecidingError",
            "jobs.schedule.ScheduleError",
            "jobs.verification.VerificationError",
            "models.ModelError",
            "site_commands.MissingExtraError",
            "store.asking.QueryError",
            "store.decisions.DecisionsError",
            "store.known_ids.NoSuchIdError",
            "store.operation_index.OperationListError",
            "store.quality.QualityError",
            "store.tombstones.TombstoneError",
            "terminal.OutputError",
        ),
        ExitCode.USAGE,
    ),
    "jobs.lock.LockHeldError": ExitCode.LOCKED,
    "jobs.stopping.StoppedError": ExitCode.PARTLY_FAILED,
    "builtins.OSError": ExitCode.CRASH,
    "store.archive.ArchiveError": ExitCode.CRASH,
    "store.errors.DatabaseError": ExitCode.CRASH,
}


def code_of(error: Exception) -> ExitCode | None:
    """How a foreseen error ends, by the nearest of its classes; None for one that nobody foresaw."""
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__)
    return next((FORESEEN[name] for name in names if name in FORESEEN), None)
