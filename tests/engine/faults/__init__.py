"""What happens when two work at the same moment, and when the power goes: at every statement of a command."""
