"""Request sources."""

from app.crm.request_source.record_type import request_source as request_source
