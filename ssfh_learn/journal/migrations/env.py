"""How Alembic runs: on the connection that `ssfh_learn.journal.database.migrate` gives."""

from alembic import context

from ssfh_learn.journal.database import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
