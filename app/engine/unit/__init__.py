"""One command as one transaction: it locks, loads, lets commands act, brings events about, and writes what has changed.

Who acts goes in; either everything is written or nothing. It never knows what is asked of it: that is for the commands.
"""
