"""What can be wrong with a database file, in words for the person who opens it."""


class DatabaseError(Exception):
    """A database can't be opened or written; the message says why and what to do."""


class MissingDatabaseError(DatabaseError):
    """There is no file."""


class NotADatabaseError(DatabaseError):
    """The file is something else, is damaged, or belongs to another program."""


class ForeignDatabaseError(NotADatabaseError):
    """The file is a sound database of another program."""


class SchemaVersionError(DatabaseError):
    """The file was made with another schema."""


class DatabaseBusyError(DatabaseError):
    """Another program holds the file for longer than we wait."""


class RejectedDocumentError(DatabaseError):
    """A document breaks the schema as a whole; nothing of it was stored."""
