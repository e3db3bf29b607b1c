"""Runs the steps on the connection that the library already holds, inside its transaction."""

from alembic import context

from readouts.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
