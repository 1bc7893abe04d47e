"""Forms in the form-js format: read, checked at deploy, drawn and validated on the server."""
