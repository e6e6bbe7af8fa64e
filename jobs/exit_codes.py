"""Exit codes that a scheduler understands; every command uses these and no others."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's end means."""

    OK = 0  # all well
    CRASH = 1  # a defect of ours, or of the machine: read the log
    USAGE = 2  # wrong options, a missing path, no such source: nothing was done
    PARTLY_FAILED = 3  # some sources or files failed, or a signal ended the run; everything else was done
    BELOW_FLOOR = 4  # a source has fewer documents, or fewer with facts, than its floor: look at the site
    LOCKED = 5  # another run holds the data directory
    INTERRUPTED = 130  # a person stopped it before it had begun: nothing was done
