"""The names of what rests in a data directory beside the archive."""

DATABASE = "fondoscop.db"
ASIDE = "fondoscop.db.new"  # one that is being made anew
KEPT = "fondoscop.db.before-damage"  # one from before a rebuild that found damage
STATE = "state.db"
QUALITY = "quality.json"  # measurements of one's own
