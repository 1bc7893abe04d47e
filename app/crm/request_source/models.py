"""Request sources: reference data."""

from app.crm.reference import Reference
from app.db import Base


class RequestSource(Reference, Base):
    __tablename__ = "request_source"
