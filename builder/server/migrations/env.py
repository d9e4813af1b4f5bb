"""What Alembic runs: our steps on the connection that it is given, inside the transaction that is open there."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from engine.data.platform import DATA, METADATA, Instant


def rendered(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """How a new step writes our types: by what the databases see, so that old steps never depend on today's code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and item is DATA:
        return "DATA"
    if kind == "server_default" and isinstance(item, sa.DefaultClause) and isinstance(item.arg, sa.True_ | sa.False_):
        return "sa.true()" if isinstance(item.arg, sa.True_) else "sa.false()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_item=rendered,
    render_as_batch=sa.inspect(connection).has_table("workspaces"),
)
with context.begin_transaction():
    context.run_migrations()
