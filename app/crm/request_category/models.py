"""Request categories: reference data."""

from app.crm.reference import Reference
from app.db import Base


class RequestCategory(Reference, Base):
    __tablename__ = "request_category"
