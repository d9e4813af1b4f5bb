"""Connections to compute with: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

from engine.expr.sqlite import register


@pytest.fixture(scope="session")
def sqlite() -> Iterator[sa.Engine]:
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool, isolation_level="AUTOCOMMIT")
    sa.event.listen(engine, "connect", lambda connection, _: register(connection))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres(postgres_url: URL) -> Iterator[sa.Engine]:
    engine = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()
