"""The first schema: events, readouts with their revisions, the log of changes, kept analyses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STAMP = sa.String(40)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "events",
        sa.Column("id", sa.String(120), nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("initiator", sa.JSON, nullable=False),
        sa.Column("duration", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("aliases", sa.JSON, nullable=False),
        sa.Column("deleted_at", STAMP),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_table(
        "participants",
        sa.Column("event_id", sa.String(120), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("short", sa.Text, nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("titles", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "position", name="pk_participants"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_participants_event_id", ondelete="CASCADE"),
    )
    op.create_table(
        "readouts",
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("event_id", sa.String(120), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("published_at", STAMP),
        sa.Column("published_text", sa.Text, nullable=False),
        sa.Column("deleted_at", STAMP),
        sa.PrimaryKeyConstraint("id", name="pk_readouts"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_readouts_event_id"),
    )
    op.create_index("ix_readouts_event_id", "readouts", ["event_id"])
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("readout_id", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("retrieved_at", STAMP, nullable=False),
        sa.Column("fidelity", sa.String(30), nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("source_sha256", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("deleted_at", STAMP),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.ForeignKeyConstraint(["readout_id"], ["readouts.id"], name="fk_revisions_readout_id"),
        sa.UniqueConstraint("readout_id", "number", name="uq_revisions_readout_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_revisions_sha256", "revisions", ["sha256"])
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("at", STAMP, nullable=False),
        sa.Column("action", sa.String(30), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("undone_at", STAMP),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "analyses",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("made_at", STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_analyses"),
        sa.UniqueConstraint("key", name="uq_analyses_key"),
        sqlite_autoincrement=True,
    )
