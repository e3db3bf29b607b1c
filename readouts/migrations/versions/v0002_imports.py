"""Entries of the log that belong to one import, so that it is undone as one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give every change the name of its import, its number of texts, and whether more is to come."""
    op.add_column("changes", sa.Column("part_of", sa.String(64)))
    op.add_column("changes", sa.Column("texts", sa.Integer))
    op.add_column("changes", sa.Column("open", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("ix_changes_part_of", "changes", ["part_of"])
