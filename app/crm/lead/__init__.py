"""Leads."""

from app.crm.lead.record_type import lead as lead
