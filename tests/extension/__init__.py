"""A record type that lives outside the application, and works in every page and call of the API all the same."""
