"""User tasks as questions to people: who may answer, what is asked, the answer."""
