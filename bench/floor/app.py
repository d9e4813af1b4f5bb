"""A FastAPI application over one table: statements built once, answers as orjson bytes, no sessions and no access."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import uuid4

import orjson
import sqlalchemy as sa
from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, ConfigDict, Field, create_model
from sqlalchemy import event

from bench.deal import COLUMNS, GRADES, STATES

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000", "temp_store=MEMORY")


class Cents(sa.types.TypeDecorator[Decimal]):
    """Exact numbers on SQLite, which has none: whole hundredths (or smaller parts)."""

    impl = sa.BigInteger
    cache_ok = True

    def __init__(self, digits: int) -> None:
        super().__init__()
        self.digits = digits

    def process_bind_param(self, value: Decimal | None, _dialect: object) -> int | None:
        return None if value is None else int(value.scaleb(self.digits))

    def process_result_value(self, value: int | None, _dialect: object) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.digits)


def opened(url: str) -> sa.Engine:
    """The database with the settings that Dougong gives it."""
    if not url.startswith("sqlite"):
        return sa.create_engine(
            sa.make_url(url).set(drivername="postgresql+psycopg"),
            connect_args={"prepare_threshold": 2, "options": "-c timezone=UTC"},
            pool_size=10,
            max_overflow=20,
        )
    engine = sa.create_engine(
        url,
        connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 256},
        poolclass=sa.QueuePool,
        pool_size=10,
        max_overflow=20,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  (the driver's)
        for pragma in (*_PRAGMAS, "cache_size=-4000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def deals(dialect: str) -> sa.Table:
    def column(name: str, kind: str) -> sa.Column[Any]:
        digits = {"money": 2, "decimal": 4}.get(kind)
        if digits is not None:
            return sa.Column(name, Cents(digits) if dialect == "sqlite" else sa.Numeric(38, digits))
        types = {"integer": sa.BigInteger, "date": sa.Date, "boolean": sa.Boolean}
        if kind == "datetime":
            return sa.Column(name, sa.DateTime(timezone=True))
        return sa.Column(name, types.get(kind, sa.Text)())

    table = sa.Table(
        "deal",
        sa.MetaData(),
        sa.Column("id", sa.String(36), primary_key=True),
        *(column(name, kind) for name, kind in COLUMNS.items()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    sa.Index("deal_batch", table.c.batch)
    sa.Index("deal_code", table.c.code)
    sa.Index("deal_created", table.c.created_at, table.c.id)
    return table


def _body() -> type[BaseModel]:
    kinds: dict[str, Any] = {
        "text": Annotated[str, Field(max_length=200)],
        "money": Annotated[Decimal, Field(ge=0, max_digits=38, decimal_places=2)],
        "integer": int,
        "decimal": Annotated[Decimal, Field(decimal_places=4)],
        "date": date,
        "datetime": datetime,
        "boolean": bool,
        "select": str,
    }
    fields: dict[str, Any] = {name: (kinds[kind] | None, None) for name, kind in COLUMNS.items()}
    return create_model("Deal", __config__=ConfigDict(extra="forbid"), **fields)


def application(url: str) -> FastAPI:
    engine = opened(url)
    sqlite = engine.dialect.name == "sqlite"
    reader = engine if sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")
    table = deals(engine.dialect.name)
    columns = table.c
    keys = tuple(str(column.name) for column in columns)
    one = sa.select(table).where(columns.id == sa.bindparam("id"))
    newest = [columns.created_at.desc(), columns.id.desc()]
    some = sa.select(table).where(columns.batch == sa.bindparam("batch")).order_by(*newest).limit(sa.bindparam("limit"))
    insert = sa.insert(table)
    month = sa.func.substr(columns.signed_on, 1, 7) if sqlite else sa.func.date_trunc("month", columns.signed_on)
    group = (columns.state, month)
    total = sa.func.sum(columns.amount)
    report = sa.select(*group, sa.func.count(), total).group_by(*group).order_by(*group)
    app = FastAPI()
    Deal = _body()

    @app.get("/deals/{id}")
    def get(id: str) -> Response:
        with reader.connect() as connection:
            row = connection.execute(one, {"id": id}).first()
        if row is None:
            raise HTTPException(404)
        return answer(dict(zip(keys, row, strict=True)))

    @app.get("/deals")
    def list_(batch: str, limit: Annotated[int, Field(ge=1, le=200)] = 50) -> Response:
        with reader.connect() as connection:
            found = connection.execute(some, {"batch": batch, "limit": limit}).fetchall()
        return answer({"items": [dict(zip(keys, row, strict=True)) for row in found]})

    @app.post("/deals")
    def create(body: Deal) -> Response:  # type: ignore[valid-type]
        values = vars(body)
        if values["state"] not in STATES or values["grade"] not in GRADES:
            raise HTTPException(422)
        made = {"id": str(uuid4()), **values, "created_at": datetime.now(UTC), "version": 1}
        with engine.connect() as connection, connection.begin():
            if sqlite:
                connection.connection.dbapi_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
            connection.execute(insert, made)
        return answer(made, 201)

    @app.get("/report")
    def by_month() -> Response:
        with reader.connect() as connection:
            found = connection.execute(report).fetchall()
        return answer({"rows": [tuple(row) for row in found]})

    return app


def answer(value: object, status: int = 200) -> Response:
    body = orjson.dumps(value, default=str, option=orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC)
    return Response(body, status, media_type="application/json")
