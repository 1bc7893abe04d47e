"""The pages of people: signing in, the own profile, and the administrator's lists of people and groups."""
