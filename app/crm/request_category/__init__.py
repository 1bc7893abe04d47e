"""Request categories."""

from app.crm.request_category.record_type import request_category as request_category
