"""One process: a saved state goes in, it runs to where it waits, a state as small as what still runs comes out.

It never knows the database, nor the other processes of its record: what leaves it is handed to the unit of work.
"""
