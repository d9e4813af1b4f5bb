"""The last link of each chain of evidence has a row of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FILL = """
INSERT INTO audit_heads (workspace_id, seq, hash)
SELECT workspace_id, seq, hash FROM audit
WHERE seq = (SELECT max(later.seq) FROM audit AS later WHERE later.workspace_id = audit.workspace_id)
"""


def upgrade() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("workspace_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_audit_heads")),
    )
    op.execute(FILL)
